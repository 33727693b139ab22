/** The application's menu, as a pure function of platform and language. */
import type { MenuItemConstructorOptions } from 'electron'
import type { UiLanguage } from '../contract/settings.ts'

/** Commands of the page that the menu offers; the page's own shortcuts speak the same names. */
type Command = 'palette' | 'home' | 'search' | 'graph' | 'notes' | 'settings' | 'back' | 'forward' | 'reading-mode'

const TEXTS: Readonly<Record<Command | 'go' | 'view', Readonly<Record<UiLanguage, string>>>> = {
  go: { zh: '前往', 'zh-Hant': '前往', en: 'Go' },
  view: { zh: '显示', 'zh-Hant': '顯示', en: 'View' },
  palette: { zh: '找条目、笔记或命令…', 'zh-Hant': '找條目、筆記或指令…', en: 'Find Anything…' },
  home: { zh: '首页', 'zh-Hant': '首頁', en: 'Home' },
  search: { zh: '搜索', 'zh-Hant': '搜尋', en: 'Search' },
  graph: { zh: '图谱', 'zh-Hant': '圖譜', en: 'Graph' },
  notes: { zh: '笔记', 'zh-Hant': '筆記', en: 'Notes' },
  settings: { zh: '设置…', 'zh-Hant': '設定…', en: 'Settings…' },
  back: { zh: '后退', 'zh-Hant': '上一頁', en: 'Back' },
  forward: { zh: '前进', 'zh-Hant': '下一頁', en: 'Forward' },
  'reading-mode': { zh: '换阅读语言', 'zh-Hant': '換閱讀語言', en: 'Change Reading Language' },
}

/** @param run Sends a command to the page. */
export function menuTemplate(
  platform: NodeJS.Platform,
  language: UiLanguage,
  run: (command: Command) => void,
): MenuItemConstructorOptions[] {
  const item = (command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label: TEXTS[command][language],
    click: () => run(command),
    ...(accelerator !== undefined && { accelerator }),
  })
  const settings = item('settings', 'CmdOrCtrl+,')
  return [
    platform === 'darwin'
      ? {
          role: 'appMenu',
          submenu: [{ role: 'about' }, settings, { type: 'separator' }, { role: 'hide' }, { role: 'quit' }],
        }
      : { role: 'fileMenu', submenu: [settings, { type: 'separator' }, { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: TEXTS.go[language],
      submenu: [
        item('palette', 'CmdOrCtrl+K'),
        item('home', 'CmdOrCtrl+Shift+H'),
        item('search', 'CmdOrCtrl+Shift+F'),
        item('graph', 'CmdOrCtrl+G'),
        item('notes', 'CmdOrCtrl+B'),
        { type: 'separator' },
        item('back', 'Alt+Left'),
        item('forward', 'Alt+Right'),
      ],
    },
    {
      label: TEXTS.view[language],
      submenu: [
        item('reading-mode', 'CmdOrCtrl+L'),
        { type: 'separator' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ]
}
