import type { RelationType } from '../../../core/corpus/model.ts'

/** How a relation is drawn: colour by what stands at its end, dash by type. Only descent has arrows. */
export interface EdgeLook {
  /** Name of a colour token. */
  readonly token: string
  readonly dash: string
  readonly width: number
  readonly arrow: boolean
}

const look = (token: string, dash: string, width: number, arrow = false): EdgeLook => ({ token, dash, width, arrow })

export const EDGE_LOOKS: Readonly<Record<RelationType, EdgeLook>> = {
  'derived-from': look('--k-model', '', 2.2, true),
  'successor-of': look('--k-model', '', 1.3, true),
  'variant-of': look('--k-model', '6 4', 1.6, true),
  'inspired-by': look('--k-model', '1.5 4', 1.6, true),
  'introduced-by': look('--k-paper', '', 1.6),
  'uses-method': look('--k-method', '1.5 4.5', 2),
  'prerequisite-of': look('--k-concept', '1.5 4.5', 1.6),
  'trained-on': look('--k-dataset', '7 4', 1.8),
  'evaluated-on': look('--k-dataset', '1.5 4.5', 1.8),
  'developed-by': look('--k-company', '', 1.8),
  'invested-in': look('--k-company', '9 3 2 3', 1.6),
  'acquired-by': look('--k-company', '5 3', 1.6),
  'founded-by': look('--k-person', '9 3 2 3', 1.6),
  'works-at': look('--k-person', '5 3', 1.6),
  'author-of': look('--k-person', '', 1.6),
  'part-of': look('--ink-3', '', 1.4),
  'competes-with': look('--ink-3', '3 3', 1.4),
}
