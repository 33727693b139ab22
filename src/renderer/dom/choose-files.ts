/**
 * Lets the reader choose files in the browser's own dialog; none when they give up.
 * @param accept As the attribute of the same name, e.g. `.jsonld,.json`.
 */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept })
  return new Promise((resolve) => {
    for (const end of ['change', 'cancel']) input.addEventListener(end, () => resolve([...(input.files ?? [])]))
    input.click()
  })
}
