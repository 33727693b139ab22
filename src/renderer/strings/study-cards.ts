/** Texts of making, listing and setting aside cards. */
export const studyCardStrings = {
  'study.tabs': { zh: '复习的几个页面', hant: '複習的幾個頁面', en: 'Pages of Study' },
  'study.tab.decks': { zh: '卡片组', hant: '卡片組', en: 'Decks' },
  'study.tab.cards': { zh: '我的卡片', hant: '我的卡片', en: 'My cards' },
  'study.gap': { zh: '挖空', hant: '挖空', en: 'Card' },
  'study.question': { zh: '写一张问答卡', hant: '寫一張問答卡', en: 'Write a question about this' },
  'study.makeCard': { zh: '做成挖空卡片', hant: '做成挖空卡片', en: 'Make a card of these words' },
  'study.gapSaved': { zh: '卡片已存下：{front}', hant: '卡片已儲存：{front}', en: 'Card saved: {front}' },
  'study.editCard': { zh: '修改卡片', hant: '修改卡片', en: 'Change the card' },
  'study.ownHelp': {
    zh: '在文章里选中词句，按 C 挖空，按 Q 写一个问题；也可以在这里自己写。',
    hant: '在文章裡選取詞句，按 C 挖空，按 Q 寫一個問題；也可以在這裡自己寫。',
    en: 'Select words in an article and press C for a gap or Q for a question; or write a card here.',
  },
  'study.more': {
    zh: '再显示 {count} 张',
    hant: '再顯示 {count} 張',
    en: { one: 'Show {count} more', other: 'Show {count} more' },
  },
  'study.from': { zh: '出自', hant: '出自', en: 'From' },
  'study.aside': { zh: '放在一边的', hant: '放在一邊的', en: 'Set aside' },
  'study.asideNone': {
    zh: '没有停用、推迟或总忘的卡片。',
    hant: '沒有停用、延後或總忘的卡片。',
    en: 'No card is suspended, put off or failing again and again.',
  },
  'study.asideList.suspended': { zh: '已停用', hant: '已停用', en: 'Suspended' },
  'study.asideList.buried': { zh: '推迟到明天', hant: '延後到明天', en: 'Put off until tomorrow' },
  'study.asideList.leech': { zh: '总也记不住', hant: '總也記不住', en: 'Forgotten again and again' },
  'study.asideList.dropped': { zh: '已删除', hant: '已刪除', en: 'Deleted' },
  'study.resume': { zh: '恢复', hant: '恢復', en: 'Resume' },
  'study.bringBack': { zh: '取回', hant: '取回', en: 'Bring back' },
  'study.lapses': {
    zh: '忘过 {count} 次',
    hant: '忘過 {count} 次',
    en: { one: 'forgotten {count} time', other: 'forgotten {count} times' },
  },
  'command.card': {
    zh: '把选中的词句做成挖空卡片',
    hant: '把選取的詞句做成挖空卡片',
    en: 'Make a card of the selection',
  },
  'command.question': {
    zh: '就选中的词句写一个问题',
    hant: '就選取的詞句寫一個問題',
    en: 'Write a question about the selection',
  },
} as const
