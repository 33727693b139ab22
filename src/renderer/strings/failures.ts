/** What the host could not do, where it says so in words of its own (`reason` in an error's data; state/reason-of.ts). */
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
} as const
