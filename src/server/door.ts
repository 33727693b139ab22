/** What a browser shows that has no session: a page for people, in the language it asks for, that needs nothing else. */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { uiLanguageOf, type UiLanguage } from '../contract/settings.ts'
import { plainAnswer } from '../host/index.ts'

type Words = Readonly<Record<UiLanguage, readonly [title: string, help: string]>>

const DOORS = {
  /** Nobody has come in by this browser, or the session has ended. */
  closed: {
    zh: ['这个浏览器还没有登录', '请打开启动脉络的终端里给出的链接；一个链接只能用一次。存下的内容都在这台电脑上。'],
    'zh-Hant': [
      '這個瀏覽器還沒有登入',
      '請開啟啟動脈絡的終端機裡給出的連結；一個連結只能用一次。存下的內容都在這台電腦上。',
    ],
    en: [
      'This browser is not signed in',
      'Open the link in the terminal where Mailuo was started; each link works once. Everything saved is on this machine.',
    ],
  },
  used: {
    zh: [
      '这个链接已经用过了',
      '一个链接只能用一次。请在用过它的浏览器里退出登录，终端里就会给出新链接；或者重新启动脉络。',
    ],
    'zh-Hant': [
      '這個連結已經用過了',
      '一個連結只能用一次。請在用過它的瀏覽器裡登出，終端機裡就會給出新連結；或者重新啟動脈絡。',
    ],
    en: [
      'This link was used already',
      'Each link works once. Sign out in the browser that used it, and the terminal prints a new one; or start Mailuo again.',
    ],
  },
} as const satisfies Readonly<Record<string, Words>>

const NAME: Readonly<Record<UiLanguage, string>> = { zh: '脉络 Mailuo', 'zh-Hant': '脈絡 Mailuo', en: 'Mailuo' }

/** The page's own colours and letters (styles/tokens.css), which nobody without a session is given. */
const STYLE = `:root{color-scheme:light dark;--paper:#fbfaf6;--ink:#23201b;--ink-2:#5a544a;--accent:#b5331c}
@media (prefers-color-scheme:dark){:root{--paper:#14171c;--ink:#ebe7df;--ink-2:#b7b2a8;--accent:#ff7c5c}}
body{margin:0;min-height:100vh;display:grid;place-content:center;background:var(--paper);color:var(--ink-2);text-align:center;font:16px/1.7 system-ui,sans-serif}
main{max-width:440px;padding:24px}
b{color:var(--accent);font:600 20px/1.4 serif;letter-spacing:.1em}
h1{margin:16px 0 8px;color:var(--ink);font:600 24px/1.4 serif}
p{margin:0;text-wrap:pretty}
p+p{margin-top:12px;font-size:14px}`

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A page for a browser, a line for everything else. */
export function doorAnswer(status: number, door: keyof typeof DOORS, { headers }: IncomingMessage): Response {
  // Without weights: browsers name what the reader prefers first.
  const asked = (headers['accept-language'] ?? 'en').split(',').map((tag) => tag.trim())
  const language = uiLanguageOf([...asked, 'en'])
  const [title, help] = DOORS[door][language]
  if (!(headers.accept ?? '').includes('text/html')) return plainAnswer(status, `${title}. ${help}`)
  const lang = language === 'zh' ? 'zh-Hans' : language
  // The system may have no Chinese letters, and those of the app are for who has a session.
  const [englishTitle, englishHelp] = DOORS[door].en
  const english = language === 'en' ? '' : `<p lang="en">${englishTitle}. ${englishHelp}</p>`
  const page = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><main><b>${NAME[language]}</b><h1>${title}</h1><p>${help}</p>${english}</main>`
  return plainAnswer(status, page, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': POLICY,
    Vary: 'Accept, Accept-Language',
  })
}
