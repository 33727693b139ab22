import { openSearch, openNamesOnly } from '../src/core/search/index.ts'
import { readFileSync } from 'node:fs'
const rd=(n:string)=>JSON.parse(readFileSync('resources/corpus/'+n,'utf8'))
const context={catalog:rd('catalog.json'),glossary:rd('glossary.json'),edges:rd('graph.json').edges}
const b=performance.now()
openNamesOnly(context); const m=performance.now()
const t=readFileSync('resources/corpus/search.json','utf8'); const r=performance.now()
JSON.parse(t); const j=performance.now()
openSearch(t,context); const e=performance.now()
console.log('names',m-b,'read',r-m,'parse',j-r,'open',e-j)
