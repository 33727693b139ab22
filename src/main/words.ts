/**
 * What the desktop shell says itself: labels of what Electron does, which it would give in English, and the box that
 * stands in for a page. The page's commands bring their own words.
 */
import type { UiLanguage } from '../contract/settings.ts'

type Words = Readonly<Record<UiLanguage, string>>
const words = (zh: string, hant: string, en: string): Words => ({ zh, 'zh-Hant': hant, en })

export const WORDS = {
  file: words('文件', '檔案', 'File'),
  edit: words('编辑', '編輯', 'Edit'),
  view: words('显示', '顯示', 'View'),
  window: words('窗口', '視窗', 'Window'),
  about: words('关于脉络', '關於脈絡', 'About Mailuo'),
  hide: words('隐藏脉络', '隱藏脈絡', 'Hide Mailuo'),
  hideOthers: words('隐藏其他', '隱藏其他', 'Hide Others'),
  unhide: words('全部显示', '全部顯示', 'Show All'),
  quit: words('退出', '結束', 'Quit'),
  openRecent: words('打开最近使用', '打開最近使用過的檔案', 'Open Recent'),
  clearRecent: words('清除菜单', '清除選單', 'Clear Menu'),
  undo: words('撤销', '復原', 'Undo'),
  redo: words('重做', '重做', 'Redo'),
  cut: words('剪切', '剪下', 'Cut'),
  copy: words('复制', '複製', 'Copy'),
  paste: words('粘贴', '貼上', 'Paste'),
  selectAll: words('全选', '全選', 'Select All'),
  zoomIn: words('放大', '放大', 'Zoom In'),
  zoomOut: words('缩小', '縮小', 'Zoom Out'),
  resetZoom: words('实际大小', '實際大小', 'Actual Size'),
  togglefullscreen: words('全屏', '全螢幕', 'Full Screen'),
  minimize: words('最小化', '最小化', 'Minimise'),
  close: words('关闭窗口', '關閉視窗', 'Close Window'),
  pageEnds: words('这一页一再意外结束', '這一頁一再意外結束', 'The page keeps ending'),
  pageEndsHelp: words(
    '笔记都在。可以再试一次，或关闭脉络后重新启动。',
    '筆記都在。可以再試一次，或關閉脈絡後重新啟動。',
    'Your notes are safe. Try again, or close Mailuo and start it once more.',
  ),
  pageEndsOwnHelp: words(
    '笔记都在。你读的是另一版文章；如果是它造成的，可以改读应用自带的，也随时可以换回来。',
    '筆記都在。你讀的是另一版文章；如果是它造成的，可以改讀應用自帶的，也隨時可以換回來。',
    'Your notes are safe. You read another edition of the texts; if that is the cause, read the one that came with the app. You can change back at any time.',
  ),
  pageHangs: words('这一页没有反应', '這一頁沒有反應', 'The page does not respond'),
  wait: words('再等等', '再等等', 'Wait'),
  loadAgain: words('重新载入', '重新載入', 'Load Again'),
  tryAgain: words('再试一次', '再試一次', 'Try Again'),
  readOwn: words('改读应用自带的文章', '改讀應用自帶的文章', 'Read the App’s Own Texts'),
  closeApp: words('关闭脉络', '關閉脈絡', 'Close Mailuo'),
} as const satisfies Record<string, Words>
