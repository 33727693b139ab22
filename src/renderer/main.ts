import { mount } from 'svelte'
import App from './App.svelte'
import './styles/tokens.css'
import './styles/base.css'
import './styles/article.css'
import './styles/print.css'

const target = document.getElementById('app')
if (!target) throw new Error('The page has no #app element.')
target.replaceChildren() // the rail that index.html shows until now
mount(App, { target })
// Hundreds of font faces, each for a few characters: the first paint does not wait for their list.
void import('./styles/fonts.css')
