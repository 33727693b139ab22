import { readGolden } from './search/golden.ts'
import { readCorpus } from './search/corpus.ts'
import { openMailuo } from './search/engines.ts'
import { keystrokes } from './search/speed.ts'
import { quantile } from './search/corpus.ts'
const c = readCorpus()
const g = readGolden('bench/search/golden.txt', new Set(c.catalog.entities.map(e=>e.id)))
const ask = openMailuo(c)
const ks = keystrokes(g.map(x=>x.query))
const t:[number,string][]=[]
for (const q of ks) { const b=performance.now(); ask(q); t.push([performance.now()-b,q]) }
t.sort((a,b)=>b[0]-a[0]); console.log(t.slice(0,25).map(([m,q])=>`${m.toFixed(1)} ${q}`).join('\n')); const v=t.map(x=>x[0]); console.log(quantile(v,.5),quantile(v,.95),quantile(v,.99))
