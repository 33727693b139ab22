import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { MAX_CLOSED, MAX_TABS, MAX_VISITS, WORKSPACE_SCHEMA, type Workspace } from '../../contract/workspace.ts'
import {
  activeTab,
  canStep,
  closeOthers,
  closePane,
  closeTab,
  firstWorkspace,
  focusPane,
  hrefOf,
  moveTab,
  openBeside,
  openTab,
  reopenTab,
  setShare,
  showStep,
  showTab,
  step,
  swapPanes,
  turnTabs,
  visit,
} from './tabs.ts'

const home = firstWorkspace('a', '#/')
const three = openTab(openTab(home, 'b', '#/b'), 'c', '#/c')
const ids = ({ tabs }: Workspace) => tabs.map(({ id }) => id).join('')
const hrefs = (workspace: Workspace) =>
  activeTab(workspace).panes.map(({ visits }) => visits.map(({ href }) => href).join(' '))

describe('the history of a pane', () => {
  it('goes back and forward, and forgets what lay ahead at a turn', () => {
    const two = visit(visit(home, '#/x'), '#/y')
    expect(hrefOf(step(two, -1))).toBe('#/x')
    expect(hrefOf(step(step(two, -1), 1))).toBe('#/y')
    expect(hrefs(visit(step(two, -1), '#/z'))).toEqual(['#/ #/x #/z'])
    expect(canStep(home, -1)).toBe(false)
    expect(step(home, -1)).toBe(home)
  })
  it('takes no step to the page that is there, and none while one types', () => {
    expect(visit(home, '#/')).toBe(home)
    expect(hrefs(visit(visit(home, '#/q'), '#/qu', true))).toEqual(['#/ #/qu'])
  })
  it('is each pane’s own', () => {
    const split = visit(openBeside(visit(home, '#/x'), '#/y'), '#/z')
    expect(hrefs(split)).toEqual(['#/ #/x', '#/y #/z'])
    expect(hrefs(step(split, -1))).toEqual(['#/ #/x', '#/y #/z'])
    expect(hrefOf(step(focusPane(split, 0), -1))).toBe('#/')
  })
  it('forgets its oldest steps first', () => {
    let long = home
    for (let n = 0; n < MAX_VISITS + 5; n++) long = visit(long, `#/${String(n)}`)
    const [pane] = activeTab(long).panes
    expect(pane?.visits).toHaveLength(MAX_VISITS)
    expect(hrefOf(long)).toBe(`#/${String(MAX_VISITS + 4)}`)
  })
  it('finds a step again that the browser’s own history names', () => {
    const two = visit(visit(home, '#/x'), '#/y')
    const where = { tab: 'a', pane: 0, at: 1, href: '#/x' }
    expect(hrefOf(showStep(openTab(two, 'b', '#/b'), where) ?? home)).toBe('#/x')
    expect(showStep(closeTab(openTab(two, 'b', '#/b'), 'a', 'f'), where)).toBeNull()
    expect(showStep(visit(step(step(two, -1), -1), '#/other'), where)).toBeNull()
  })
})

describe('tabs', () => {
  it('open beside the active one, in front or behind', () => {
    expect(ids(three)).toBe('abc')
    expect(three.active).toBe('c')
    const behind = openTab(showTab(three, 'a'), 'd', '#/d', true)
    expect([ids(behind), behind.active]).toEqual(['adbc', 'a'])
  })
  it('leave the neighbour in their place', () => {
    expect(closeTab(showTab(three, 'b'), 'b', 'f').active).toBe('c')
    expect(closeTab(three, 'c', 'f').active).toBe('b')
    expect(closeTab(three, 'a', 'f').active).toBe('c')
  })
  it('leave a page at home when the last is closed', () => {
    const empty = closeTab(visit(home, '#/x'), 'a', 'f')
    expect([ids(empty), hrefOf(empty)]).toEqual(['f', '#/'])
    expect(hrefOf(reopenTab(empty))).toBe('#/x')
  })
  it('come back with their history, the last closed first', () => {
    const back = reopenTab(reopenTab(closeTab(closeTab(visit(three, '#/y'), 'c', 'f'), 'b', 'f')))
    expect(hrefs(showTab(back, 'c'))).toEqual(['#/c #/y'])
    expect(reopenTab(home)).toBe(home)
    expect(ids(closeOthers(three, 'b', 'f'))).toBe('b')
    expect(closeOthers(three, 'b', 'f').closed).toHaveLength(2)
  })
  it('turn round at both ends, and move no further than these', () => {
    expect(turnTabs(three, 1).active).toBe('a')
    expect(turnTabs(showTab(three, 'a'), -1).active).toBe('c')
    expect(ids(moveTab(three, 'c', 0))).toBe('cab')
    expect(ids(moveTab(three, 'a', 99))).toBe('bca')
  })
  it('stay as many as can be kept', () => {
    let many = home
    for (let n = 0; n < MAX_TABS + 5; n++) many = openTab(many, `t${String(n)}`, '#/x')
    expect(many.tabs).toHaveLength(MAX_TABS)
    for (const { id } of many.tabs) many = closeTab(many, id, 'f')
    expect(many.closed).toHaveLength(MAX_CLOSED)
    expect(v.is(WORKSPACE_SCHEMA, many)).toBe(true)
  })
})

describe('two panes', () => {
  const split = openBeside(home, '#/b')
  it('hold at most two pages, and the second has the keys', () => {
    expect(hrefOf(split)).toBe('#/b')
    expect(hrefs(openBeside(focusPane(split, 0), '#/c'))).toEqual(['#/', '#/b #/c'])
  })
  it('change places and give way', () => {
    const swapped = swapPanes(setShare(split, 0.3))
    expect([hrefs(swapped), hrefOf(swapped), activeTab(swapped).share]).toEqual([['#/b', '#/'], '#/b', 0.7])
    expect(hrefs(closePane(split, 0))).toEqual(['#/b'])
    expect(hrefOf(closePane(split, 1))).toBe('#/')
  })
  it('keep room for each other', () => {
    expect([0, 1].map((share) => activeTab(setShare(split, share)).share)).toEqual([0.25, 0.75])
  })
})

describe('a stored workspace', () => {
  it.each([
    ['names a tab that is not open', { ...three, active: 'zz' }],
    ['points past its history', { ...three, tabs: [{ ...activeTab(home), panes: [{ visits: [], at: 3 }] }] }],
    ['points at a second pane it has not', { ...home, tabs: [{ ...activeTab(home), focused: 1 }] }],
    ['leads out of the page', visit(home, 'https://example.org/')],
  ])('is refused when it %s', (_, broken) => expect(v.is(WORKSPACE_SCHEMA, broken)).toBe(false))
})
