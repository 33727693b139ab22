/** Texts of the search page. */
export const searchStrings = {
  'search.placeholder': {
    zh: '搜索文章和笔记：中文、英文、拼音、缩写',
    hant: '搜尋文章和筆記：中文、英文、拼音、縮寫',
    en: 'Search articles and notes: Chinese, English, pinyin, abbreviations',
  },
  'search.label': { zh: '搜索', hant: '搜尋', en: 'Search' },
  'search.results': {
    zh: '{count} 个结果',
    hant: '{count} 個結果',
    en: { one: '{count} result', other: '{count} results' },
  },
  'search.none': { zh: '没有找到“{text}”', hant: '沒有找到「{text}」', en: 'Nothing found for “{text}”' },
  'search.noneHelp': {
    zh: '可以少写几个字，换个说法，或用拼音和英文缩写试试。',
    hant: '可以少寫幾個字，換個說法，或用拼音和英文縮寫試試。',
    en: 'Try fewer words, another wording, pinyin, or an abbreviation.',
  },
  'search.start': { zh: '想找什么？', hant: '想找什麼？', en: 'What are you looking for?' },
  'search.startHelp': {
    zh: '例如：思维链、silianlian、RLHF、1750亿、“奖励模型”、kind:model、by:openai、year:2020..2022、in:notes',
    hant: '例如：思維鏈、silianlian、RLHF、1750億、「獎勵模型」、kind:model、by:openai、year:2020..2022、in:notes',
    en: 'For instance: chain of thought, siweilian, RLHF, 175B, "reward model", kind:model, by:openai, year:2020..2022, in:notes',
  },
  'search.all': { zh: '全部', hant: '全部', en: 'All' },
  'search.notes': { zh: '我的笔记', hant: '我的筆記', en: 'My notes' },
  'search.also': { zh: '也查了', hant: '也查了', en: 'Also searched' },
  'search.any': {
    zh: '没有同时含全部词的结果，以下含其中一些。',
    hant: '沒有同時含全部詞的結果，以下含其中一些。',
    en: 'Nothing has all of the words; these have some of them.',
  },
  'search.typo': {
    zh: '没有照原样的结果，以下拼写相近。',
    hant: '沒有照原樣的結果，以下拼寫相近。',
    en: 'Nothing spelled like this; these are close.',
  },
  'search.partial': {
    zh: '索引还在载入，目前只查了标题。',
    hant: '索引還在載入，目前只查了標題。',
    en: 'The index is still loading: titles only so far.',
  },
  'search.failed': { zh: '搜索没有完成', hant: '搜尋沒有完成', en: 'The search did not finish' },
  'search.clear': { zh: '清空', hant: '清空', en: 'Clear' },
  'search.ms': { zh: '{ms} 毫秒', hant: '{ms} 毫秒', en: '{ms} ms' },
  'why.pinyin': { zh: '拼音', hant: '拼音', en: 'pinyin' },
  'why.alias': { zh: '别名', hant: '別名', en: 'alias' },
  'why.typo': { zh: '拼写相近', hant: '拼寫相近', en: 'close spelling' },
  'why.glossary': { zh: '同义', hant: '同義', en: 'equivalent' },
} as const
