/** Texts of the window as a whole: its connection to the host, and the commands of the shell. */
export const shellStrings = {
  'shortcuts.file': { zh: '文件', hant: '檔案', en: 'File' },
  'command.newWindow': { zh: '新窗口', hant: '新視窗', en: 'New window' },
  'command.importNotes': { zh: '导入笔记……', hant: '匯入筆記……', en: 'Import notes…' },
  'command.openPack': { zh: '打开文章包……', hant: '開啟文章包……', en: 'Open a corpus pack…' },
  'command.savePdf': { zh: '存为 PDF……', hant: '存成 PDF……', en: 'Save as PDF…' },
  'command.about': { zh: '关于脉络', hant: '關於脈絡', en: 'About Mailuo' },
  'command.signOut': { zh: '退出登录（所有浏览器）', hant: '登出（所有瀏覽器）', en: 'Sign out of every browser' },
  'settings.signOutHelp': {
    zh: '别人也用这台电脑？退出后，只有终端里的新链接才能再打开。',
    hant: '別人也用這台電腦？登出後，只有終端機裡的新連結才能再開啟。',
    en: 'A shared machine? Then only a new link in the terminal opens it.',
  },
  'command.failed': { zh: '没有做成：{reason}', hant: '沒有做成：{reason}', en: 'That did not work: {reason}' },
  'selection.menu': { zh: '选中的文字', hant: '選取的文字', en: 'The selected words' },
  'selection.copy': { zh: '复制', hant: '複製', en: 'Copy' },
  'selection.lookUp': { zh: '查“{words}”', hant: '查「{words}」', en: 'Look up “{words}”' },
  'selection.search': { zh: '全文搜索“{words}”', hant: '全文搜尋「{words}」', en: 'Search the texts for “{words}”' },
  'connection.stopped': { zh: '脉络已经停止运行', hant: '脈絡已經停止執行', en: 'Mailuo has been stopped' },
  'connection.stoppedHelp': {
    zh: '已保存的内容都在磁盘上。要继续读，请再次启动脉络（npm start），打开它给出的新链接。正在写、还没保存的文字可以先从这一页复制走。',
    hant: '已儲存的內容都在磁碟上。要繼續讀，請再次啟動脈絡（npm start），開啟它給出的新連結。正在寫、尚未儲存的文字可以先從這一頁複製走。',
    en: 'Everything saved is on disk. To read on, start Mailuo again (npm start) and open the new link it prints. Words you were still writing can be copied from this page.',
  },
  'connection.signedOut': { zh: '已退出登录', hant: '已登出', en: 'You are signed out' },
  'connection.signedOutHelp': {
    zh: '已保存的内容都在磁盘上。要继续读，请打开启动脉络的终端里新给出的链接。',
    hant: '已儲存的內容都在磁碟上。要繼續讀，請開啟啟動脈絡的終端機裡新給出的連結。',
    en: 'Everything saved is on disk. To read on, open the new link in the terminal where Mailuo was started.',
  },
} as const
