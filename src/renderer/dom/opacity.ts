/** How much of an element is seen, with all that holds it up to `root`. */
export function opacityWithin(root: Element, element: Element): number {
  let opacity = 1
  for (let each: Element | null = element; each && each !== root; each = each.parentElement)
    opacity *= Number(getComputedStyle(each).opacity)
  return opacity
}
