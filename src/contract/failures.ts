import { AppError, type FailureReason } from './errors.ts'
import type { UiLanguage } from './settings.ts'

/**
 * What could not be done, in the languages of the interface, by the `reason` in an error's data: told by the page
 * (state/reason-of.ts), and by a shell that cannot open one (`failureText`).
 */
export const failureStrings = {
  'failure.pack-no-pack': {
    zh: '这不是脉络的文章包，或者里面没有清单。什么也没有改动。',
    hant: '這不是脈絡的文章包，或者裡面沒有清單。什麼也沒有改動。',
    en: 'This is no pack of Mailuo, or it has no list of its files. Nothing was changed.',
  },
  'failure.pack-damaged': {
    zh: '这个包不完整或已损坏，请重新下载或复制。什么也没有改动。',
    hant: '這個包不完整或已損壞，請重新下載或複製。什麼也沒有改動。',
    en: 'This pack is damaged or breaks off; download or copy it again. Nothing was changed.',
  },
  'failure.pack-too-large': {
    zh: '这个包太大：最多 64 MB，解开后最多 256 MB。什么也没有改动。',
    hant: '這個包太大：最多 64 MB，解開後最多 256 MB。什麼也沒有改動。',
    en: 'This pack is too large: it may have 64 MB, and 256 MB unpacked. Nothing was changed.',
  },
  'failure.pack-format': {
    zh: '这个包的格式与这一版脉络不合；请换用相应版本的脉络，或请对方重新制作。什么也没有改动。',
    hant: '這個包的格式與這一版脈絡不合；請換用相應版本的脈絡，或請對方重新製作。什麼也沒有改動。',
    en: 'This pack has a format that this Mailuo does not read; use the Mailuo it was made for, or ask for it to be made again. Nothing was changed.',
  },
  'failure.pack-unsafe-name': {
    zh: '这个包要写一个不该有的文件（{file}），已拒绝。什么也没有改动。',
    hant: '這個包要寫一個不該有的檔案（{file}），已拒絕。什麼也沒有改動。',
    en: 'This pack wants a file that no pack has ({file}), and was refused. Nothing was changed.',
  },
  'failure.pack-unlisted': {
    zh: '这个包里有清单上没有、或出现两次的文件（{file}），已拒绝。什么也没有改动。',
    hant: '這個包裡有清單上沒有、或出現兩次的檔案（{file}），已拒絕。什麼也沒有改動。',
    en: 'This pack holds a file twice, or one that its list does not name ({file}), and was refused. Nothing was changed.',
  },
  'failure.pack-missing': {
    zh: '这个包缺少一个文件（{file}），已拒绝。什么也没有改动。',
    hant: '這個包缺少一個檔案（{file}），已拒絕。什麼也沒有改動。',
    en: 'This pack lacks a file ({file}), and was refused. Nothing was changed.',
  },
  'failure.pack-changed': {
    zh: '这个包里有文件与清单不符（{file}）：损坏了，或被人改过。什么也没有改动。',
    hant: '這個包裡有檔案與清單不符（{file}）：損壞了，或被人改過。什麼也沒有改動。',
    en: 'A file of this pack is not what its list says ({file}): it was damaged or tampered with. Nothing was changed.',
  },
  'failure.pack-shape': {
    zh: '这个包里有一个文件脉络读不了（{file}），已拒绝。什么也没有改动。',
    hant: '這個包裡有一個檔案脈絡讀不了（{file}），已拒絕。什麼也沒有改動。',
    en: 'This pack holds a file that Mailuo cannot read ({file}), and was refused. Nothing was changed.',
  },
  'failure.file-gone': {
    zh: '这个文件已不在手边，请重新选择。什么也没有改动。',
    hant: '這個檔案已不在手邊，請重新選擇。什麼也沒有改動。',
    en: 'This file is no longer at hand; choose it again. Nothing was changed.',
  },
  'failure.import-no-json': {
    zh: '没有导入：这不是 JSON 文件（{why}）。什么也没有改动。请选择脉络或其他 W3C 批注程序写的 JSON-LD 文件。',
    hant: '沒有匯入：這不是 JSON 檔案（{why}）。什麼也沒有改動。請選擇脈絡或其他 W3C 批註程式寫的 JSON-LD 檔案。',
    en: 'This file was not imported: it is not JSON ({why}). Nothing was changed. Choose a JSON-LD file that Mailuo or another program for W3C annotations wrote.',
  },
  'failure.import-no-annotations': {
    zh: '没有导入：文件里没有 W3C 批注。什么也没有改动。请选择脉络或其他 W3C 批注程序写的 JSON-LD 文件。',
    hant: '沒有匯入：檔案裡沒有 W3C 批註。什麼也沒有改動。請選擇脈絡或其他 W3C 批註程式寫的 JSON-LD 檔案。',
    en: 'This file was not imported: it holds no W3C annotations. Nothing was changed. Choose a JSON-LD file that Mailuo or another program for W3C annotations wrote.',
  },
  'failure.import-too-deep': {
    zh: '没有导入：文件嵌套得太深。什么也没有改动。',
    hant: '沒有匯入：檔案巢狀得太深。什麼也沒有改動。',
    en: 'This file was not imported: it is nested too deeply. Nothing was changed.',
  },
  'failure.import-too-large': {
    zh: '没有导入：文件超过 1.28 亿个字符。什么也没有改动。',
    hant: '沒有匯入：檔案超過 1.28 億個字元。什麼也沒有改動。',
    en: 'This file was not imported: it has more than 128 million characters. Nothing was changed.',
  },
  'failure.import-too-much': {
    zh: '没有导入：文件里的内容多得读不了，不像是笔记。什么也没有改动。请选择脉络或其他 W3C 批注程序写的 JSON-LD 文件。',
    hant: '沒有匯入：檔案裡的內容多得讀不了，不像是筆記。什麼也沒有改動。請選擇脈絡或其他 W3C 批註程式寫的 JSON-LD 檔案。',
    en: 'This file was not imported: it holds more than can be read, and hardly notes. Nothing was changed. Choose a JSON-LD file that Mailuo or another program for W3C annotations wrote.',
  },
  'failure.anki-no-package': {
    zh: '这不是 Anki 卡片包，或里面没有卡片。什么也没有改动。请在 Anki 里重新导出（文件 › 导出 › “Anki 牌组包”）。',
    hant: '這不是 Anki 卡片包，或裡面沒有卡片。什麼也沒有改動。請在 Anki 裡重新匯出（檔案 › 匯出 › 「Anki 牌組包」）。',
    en: 'This is no Anki package, or it holds no cards. Nothing was changed. Export the deck again in Anki (File, Export, “Anki Deck Package”).',
  },
  'failure.anki-damaged': {
    zh: '这个 Anki 卡片包已损坏。什么也没有改动。请在 Anki 里重新导出（文件 › 导出 › “Anki 牌组包”）。',
    hant: '這個 Anki 卡片包已損壞。什麼也沒有改動。請在 Anki 裡重新匯出（檔案 › 匯出 › 「Anki 牌組包」）。',
    en: 'This Anki package is damaged. Nothing was changed. Export the deck again in Anki (File, Export, “Anki Deck Package”).',
  },
  'failure.anki-too-much': {
    zh: '这个 Anki 卡片包里的文字太多，读不了。什么也没有改动。请在 Anki 里按牌组分开导出。',
    hant: '這個 Anki 卡片包裡的文字太多，讀不了。什麼也沒有改動。請在 Anki 裡按牌組分開匯出。',
    en: 'This Anki package holds more text than can be read. Nothing was changed. Export it in Anki deck by deck.',
  },
  'failure.anki-too-large': {
    zh: '这个文件超过 100 MB。什么也没有改动。请少导出一些卡片，或不带媒体文件。',
    hant: '這個檔案超過 100 MB。什麼也沒有改動。請少匯出一些卡片，或不帶媒體檔案。',
    en: 'This file is larger than 100 MB. Nothing was changed. Export fewer cards, or without media.',
  },
  'failure.anki-no-sqlite': {
    zh: '这个版本的 Node 不带 SQLite，读写不了 Anki 文件。卡片都在；可以改为导出 CSV。',
    hant: '這個版本的 Node 不帶 SQLite，讀寫不了 Anki 檔案。卡片都在；可以改為匯出 CSV。',
    en: 'This version of Node has no SQLite, which files of Anki are made of. Your cards are safe; exporting them as CSV works.',
  },
  'failure.not-saved': {
    zh: '这次改动没有存下：{file} 写不进去（{why}）。以前存下的都在。请腾出磁盘空间，或检查 {folder} 的权限，再试一次。',
    hant: '這次改動沒有存下：{file} 寫不進去（{why}）。以前存下的都在。請騰出磁碟空間，或檢查 {folder} 的權限，再試一次。',
    en: 'The change was not saved: {file} could not be written ({why}). What was saved before is safe. Free some space or check the rights of {folder}, then try again.',
  },
  'failure.not-readable': {
    zh: '{file} 读不出来（{why}）。什么也没有改动。请检查它的权限，再试一次。',
    hant: '{file} 讀不出來（{why}）。什麼也沒有改動。請檢查它的權限，再試一次。',
    en: '{file} could not be read ({why}). Nothing was changed. Check its rights, then try again.',
  },
  'failure.note-gone': {
    zh: '这条笔记已经不在了。重新加载页面可以看到现存的笔记。',
    hant: '這條筆記已經不在了。重新載入頁面可以看到現存的筆記。',
    en: 'This note is not there any more. Reload to see what is stored.',
  },
  'failure.note-deleted': {
    zh: '这条笔记在这期间被删除了；文字还在，先恢复它再改。',
    hant: '這條筆記在這期間被刪除了；文字還在，先復原它再改。',
    en: 'This note was deleted meanwhile; its text is kept. Bring it back first.',
  },
  'failure.entry-gone': {
    zh: '这一版文章里没有“{id}”这个条目；没有存下。',
    hant: '這一版文章裡沒有「{id}」這個條目；沒有存下。',
    en: 'There is no entry “{id}” in this edition of the texts; nothing was stored.',
  },
  'failure.card-gone': {
    zh: '这张卡片不是你写的，或者已经不在了。',
    hant: '這張卡片不是你寫的，或者已經不在了。',
    en: 'This card is not one you made, or it is not there any more.',
  },
  'failure.nothing-to-undo': {
    zh: '没有可以撤销的：什么也没有改动。',
    hant: '沒有可以復原的：什麼也沒有改動。',
    en: 'There is nothing to undo; nothing was changed.',
  },
  'failure.backup-gone': {
    zh: '这个备份或文件已经不在了，什么也没有改动。请重新看一遍列表。',
    hant: '這個備份或檔案已經不在了，什麼也沒有改動。請重新看一遍清單。',
    en: 'This backup or file is no longer there; nothing was changed. Look at the list again.',
  },
  'failure.backup-damaged': {
    zh: '这个备份已损坏，放到了一边；什么也没有改动。请另选一个。',
    hant: '這個備份已損壞，放到了一邊；什麼也沒有改動。請另選一個。',
    en: 'This backup is damaged and was set aside; nothing was changed. Choose another one.',
  },
  'failure.edition-gone': {
    zh: '这个版本的文章已经不在了，什么也没有改动。',
    hant: '這個版本的文章已經不在了，什麼也沒有改動。',
    en: 'This edition of the texts is no longer here; nothing was changed.',
  },
  'failure.corpus-unreadable': {
    zh: '{folder} 里的文章读不出来（{why}）。笔记都在。请重新安装脉络；从源码运行时请执行 npm run corpus。',
    hant: '{folder} 裡的文章讀不出來（{why}）。筆記都在。請重新安裝脈絡；從原始碼執行時請執行 npm run corpus。',
    en: 'The texts in {folder} cannot be read ({why}). Your notes are safe. Install Mailuo again; from source, run npm run corpus.',
  },
  'failure.search-stopped': {
    zh: '搜索停了；再搜一次会重新启动它，还不行就重启脉络。笔记都在。',
    hant: '搜尋停了；再搜一次會重新啟動它，還不行就重啟脈絡。筆記都在。',
    en: 'Search has stopped; search again to start it, or else start Mailuo again. Your notes are safe.',
  },
  'failure.app-running': {
    zh: '脉络已经在用这个数据文件夹运行（进程 {pid}）{at}。什么也没有改动。请先关闭它，或用 --data DIR 另选一个文件夹。',
    hant: '脈絡已經在用這個資料夾執行（處理程序 {pid}）{at}。什麼也沒有改動。請先關閉它，或用 --data DIR 另選一個資料夾。',
    en: 'Mailuo is already running on this data folder (process {pid}){at}. Nothing was changed. Close it first, or choose another folder with --data DIR.',
  },
  'failure.folder-contested': {
    zh: '有别的程序一直占着 {file}。什么也没有改动。请关闭其他正在运行的脉络，再试一次。',
    hant: '有別的程式一直佔著 {file}。什麼也沒有改動。請關閉其他正在執行的脈絡，再試一次。',
    en: 'Another program keeps taking {file}. Nothing was changed. Close other running copies of Mailuo, then try again.',
  },
  'failure.folder-unwritable': {
    zh: '数据文件夹 {folder} 写不进去（{why}）。什么也没有改动。请给它写入权限，或用 --data DIR 另选一个。',
    hant: '資料夾 {folder} 寫不進去（{why}）。什麼也沒有改動。請給它寫入權限，或用 --data DIR 另選一個。',
    en: 'The data folder {folder} cannot be written ({why}). Nothing was changed. Give it write permission, or choose another with --data DIR.',
  },
  'failure.newer-format': {
    zh: '数据文件夹里的 {file} 是更新版本的脉络写的（格式 {format}，这一版认识到 {known}）。什么也没有改动。请启动那个新版本，或用 --data DIR 另选一个文件夹。',
    hant: '資料夾裡的 {file} 是更新版本的脈絡寫的（格式 {format}，這一版認識到 {known}）。什麼也沒有改動。請啟動那個新版本，或用 --data DIR 另選一個資料夾。',
    en: '{file} in your data folder was written by a newer Mailuo (format {format}, this one knows {known}). Nothing was changed. Start the newer version, or choose another folder with --data DIR.',
  },
  'failure.corpus-format': {
    zh: '{folder} 里的文章是格式 {format}，这一版脉络读的是 {known}。笔记都在。请重新安装脉络；从源码运行时请执行 npm run corpus。',
    hant: '{folder} 裡的文章是格式 {format}，這一版脈絡讀的是 {known}。筆記都在。請重新安裝脈絡；從原始碼執行時請執行 npm run corpus。',
    en: 'The texts in {folder} have format {format}, and this Mailuo reads {known}. Your notes are safe. Install Mailuo again; from source, run npm run corpus.',
  },
  'failure.port-in-use': {
    zh: '端口 {port} 正被别的程序使用。请用 --port N 另选一个，或不写 --port，自动找一个空的。',
    hant: '連接埠 {port} 正被別的程式使用。請用 --port N 另選一個，或不寫 --port，自動找一個空的。',
    en: 'Port {port} is in use by another program. Choose another with --port N, or leave --port out for a free one.',
  },
  'failure.port-unusable': {
    zh: '不能在端口 {port} 上等待连接（{why}）。请用 --port N 另选一个，或不写 --port，自动找一个空的。',
    hant: '不能在連接埠 {port} 上等待連線（{why}）。請用 --port N 另選一個，或不寫 --port，自動找一個空的。',
    en: 'Mailuo cannot listen on port {port} ({why}). Choose another with --port N, or leave --port out for a free one.',
  },
  'failure.flag-no-number': {
    zh: '{flag} 要一个 0 到 {most} 的数，不能是“{written}”。',
    hant: '{flag} 要一個 0 到 {most} 的數，不能是「{written}」。',
    en: '{flag} takes a number from 0 to {most}, not “{written}”.',
  },
  'failure.start-failed': {
    zh: '脉络没能启动（{why}）。笔记都在。',
    hant: '脈絡沒能啟動（{why}）。筆記都在。',
    en: 'Mailuo could not start ({why}). Your notes are safe.',
  },
  'failure.search-missing': {
    zh: '搜索程序不见了，请重新安装脉络。笔记都在。',
    hant: '搜尋程式不見了，請重新安裝脈絡。筆記都在。',
    en: 'The search program is missing; install Mailuo again. Your notes are safe.',
  },
  'failure.search-failed': {
    zh: '搜索没能回答（{why}）。请再搜一次；还不行就重新安装脉络。笔记都在。',
    hant: '搜尋沒能回答（{why}）。請再搜一次；還不行就重新安裝脈絡。筆記都在。',
    en: 'Search could not answer ({why}). Search again, or else install Mailuo again. Your notes are safe.',
  },
  'failure.cards-incomplete': {
    zh: '卡片没有传完整，什么也没有写。请再试一次。',
    hant: '卡片沒有傳完整，什麼也沒有寫。請再試一次。',
    en: 'The cards did not arrive whole; nothing was written. Try again.',
  },
  'failure.card-unusable': {
    zh: '有一张卡片导出不了（{why}），什么也没有写。请在 Anki 导出里去掉它，再试一次。',
    hant: '有一張卡片匯出不了（{why}），什麼也沒有寫。請在 Anki 匯出裡去掉它，再試一次。',
    en: 'A card cannot be exported ({why}); nothing was written. Leave it out of the export to Anki, then try again.',
  },
  'failure.text-damaged': {
    zh: '{file} 不见了，或被改动、损坏了（{why}）。笔记都在。请重启脉络；还不行就重新安装。',
    hant: '{file} 不見了，或被改動、損壞了（{why}）。筆記都在。請重啟脈絡；還不行就重新安裝。',
    en: '{file} is missing, or was changed or damaged ({why}). Your notes are safe. Start Mailuo again, or else install it again.',
  },
  'failure.text-unreachable': {
    zh: '拿不到 {file}：脉络没有回答。笔记都在。连上以后请重试。',
    hant: '拿不到 {file}：脈絡沒有回答。筆記都在。連上以後請重試。',
    en: '{file} could not be fetched: Mailuo does not answer. Your notes are safe. Try again once the connection is back.',
  },
  'failure.markup-refused': {
    zh: '文章里有编译器从不会写的标记，所以没有显示。',
    hant: '文章裡有編譯器從不會寫的標記，所以沒有顯示。',
    en: 'This article holds markup that the compiler never makes; it is not shown.',
  },
  'failure.code-internal': {
    zh: '应用内部出了错。存下的都在；详情在日志里（设置 › 复制报告）。',
    hant: '應用內部出了錯。存下的都在；詳情在日誌裡（設定 › 複製報告）。',
    en: 'Something went wrong inside the app. Nothing you saved is lost; the log tells more (Settings, copy a report).',
  },
  'failure.code-disconnected': {
    zh: '与脉络的连接断了，不知道这一步做完没有。连上以后请看一眼，再决定要不要重做。',
    hant: '與脈絡的連線斷了，不知道這一步做完沒有。連上以後請看一眼，再決定要不要重做。',
    en: 'The connection to Mailuo was lost, and nobody knows whether this was done. Look once it is back, before you do it again.',
  },
  'failure.code-bad-request': {
    zh: '这一步的内容不合规定，没有执行；什么也没有改动。详情在日志里（设置 › 复制报告）。',
    hant: '這一步的內容不合規定，沒有執行；什麼也沒有改動。詳情在日誌裡（設定 › 複製報告）。',
    en: 'What was asked does not fit, so nothing was done or changed; the log tells more (Settings, copy a report).',
  },
  'failure.code-version': {
    zh: '这一页和脉络的版本不同了。请重新载入这一页；存下的都在。',
    hant: '這一頁和脈絡的版本不同了。請重新載入這一頁；存下的都在。',
    en: 'This page and Mailuo are of different versions. Load the page again; everything saved is safe.',
  },
} as const satisfies Readonly<
  Record<
    `failure.${FailureReason | `code-${'internal' | 'disconnected' | 'bad-request' | 'version'}`}`,
    { readonly zh: string; readonly hant: string; readonly en: string }
  >
>

const COLUMNS = { zh: 'zh', 'zh-Hant': 'hant', en: 'en' } as const

/** The words of a failure where there is no page to tell it: why Mailuo could not start. */
export function failureText(error: unknown, language: UiLanguage): string {
  const { reason, ...values } = (error instanceof AppError ? (error.data ?? {}) : {}) as Readonly<
    Record<string, string | number>
  >
  const key = `failure.${reason ?? ''}`
  if (Object.hasOwn(failureStrings, key))
    return fill(failureStrings[key as keyof typeof failureStrings][COLUMNS[language]], values)
  return fill(failureStrings['failure.start-failed'][COLUMNS[language]], {
    why: error instanceof Error ? error.message : String(error),
  })
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces))
}
