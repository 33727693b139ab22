/** Texts about backups of marks, and files that were set aside. */
export const backupStrings = {
  'backups.title': { zh: '笔记的备份', hant: '筆記的備份', en: 'Backups of your notes' },
  'backups.lead': {
    zh: '写笔记时每半小时自动备份一次；导入、批量修改和换版本之前也会先备份。最近十份都留着，再往前每天一份、每周一份。',
    hant: '寫筆記時每半小時自動備份一次；匯入、批次修改和換版本之前也會先備份。最近十份都留著，再往前每天一份、每週一份。',
    en: 'A backup is made every half hour while you write, and before an import, a change of many notes or a new edition. The last ten are kept, then one a day and one a week.',
  },
  'backups.none': {
    zh: '还没有备份；写下第一条笔记后就会有。',
    hant: '還沒有備份；寫下第一條筆記後就會有。',
    en: 'There is no backup yet; the first comes with your first note.',
  },
  'backups.reason.regular': { zh: '定时', hant: '定時', en: 'in the course of time' },
  'backups.reason.bulk': { zh: '批量修改之前', hant: '批次修改之前', en: 'before a change of many' },
  'backups.reason.import': { zh: '导入之前', hant: '匯入之前', en: 'before an import' },
  'backups.reason.edition': { zh: '换版本之前', hant: '換版本之前', en: 'before a new edition' },
  'backups.reason.restore': { zh: '恢复之前', hant: '恢復之前', en: 'before a restore' },
  'backups.look': { zh: '看看会恢复什么', hant: '看看會恢復什麼', en: 'See what it would bring back' },
  'backups.same': {
    zh: '和现在的笔记一样。',
    hant: '和現在的筆記一樣。',
    en: 'It holds just what you have now.',
  },
  'backups.back': {
    zh: '{count} 条会回来',
    hant: '{count} 條會回來',
    en: { one: '{count} note would come back', other: '{count} notes would come back' },
  },
  'backups.changed': {
    zh: '{count} 条会变回当时的样子',
    hant: '{count} 條會變回當時的樣子',
    en: { one: '{count} would be as it was', other: '{count} would be as they were' },
  },
  'backups.extra': {
    zh: '{count} 条是之后写的，会留着',
    hant: '{count} 條是之後寫的，會留著',
    en: { one: '{count} was made since and stays', other: '{count} were made since and stay' },
  },
  'backups.dropLater': {
    zh: '之后写的也一并删去',
    hant: '之後寫的也一併刪去',
    en: 'Delete what was made since as well',
  },
  'backups.what.back': { zh: '回来', hant: '回來', en: 'comes back' },
  'backups.what.changed': { zh: '变回', hant: '變回', en: 'as it was' },
  'backups.what.extra': { zh: '之后写的', hant: '之後寫的', en: 'made since' },
  'backups.restore': { zh: '恢复', hant: '恢復', en: 'Restore' },
  'backups.restored': {
    zh: '已恢复 {count} 条',
    hant: '已恢復 {count} 條',
    en: { one: '{count} note restored', other: '{count} notes restored' },
  },
  'backups.undone': { zh: '恢复已撤销', hant: '恢復已撤銷', en: 'The restore was taken back' },
  'backups.setAside': { zh: '搁在一边的文件', hant: '擱在一邊的檔案', en: 'Files set aside' },
  'backups.setAsideHelp': {
    zh: '这些文件读出来是坏的。它们没有删除，只是改了名；能从副本恢复的已经恢复。',
    hant: '這些檔案讀出來是壞的。它們沒有刪除，只是改了名；能從副本恢復的已經恢復。',
    en: 'These files were damaged. They were renamed, not deleted; what had a good copy was recovered from it.',
  },
  'backups.save': { zh: '另存一份', hant: '另存一份', en: 'Save a copy' },
} as const
