export const pageStyle = `
:root { color-scheme: light dark; --line: light-dark(#d5dad7, #343b38); --soft: light-dark(#f4f6f5, #1c211f); --accent: light-dark(#1d6b52, #7fc9ab); --red: light-dark(#a1231c, #f7a199); --amber: light-dark(#fbf0d8, #2d2412); }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fff, #131716); color: light-dark(#151b18, #edf1ef) }
.banner { margin: 0; padding: .5rem 1rem; background: var(--amber); border-bottom: 1px solid var(--line); text-align: center }
main, footer { max-width: 64rem; margin: 0 auto; padding: 1rem }
footer { font-size: .85rem; border-top: 1px solid var(--line) }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 0 0 .5rem }
section, .notice { border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 1rem 0 }
.notice { background: var(--soft); border-color: var(--accent) } .refused { border-color: var(--red) }
.notice p, section > p { margin: 0 0 .5rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line) }
section > div, section > form { margin-bottom: .9rem }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end } td ul { list-style: none; margin: 0; padding: 0 } td { vertical-align: top }
label { display: block; font-size: .85rem } form > div { flex: 1 1 11rem } form > .wide { flex-basis: 100% }
input, select, textarea { width: 100%; font: inherit; padding: .4rem .5rem; border: 1px solid var(--line); border-radius: 6px; background: var(--soft); color: inherit }
input[readonly], textarea, code { font-family: ui-monospace, monospace; font-size: .85rem }
button { font: inherit; padding: .4rem .9rem; border: 1px solid var(--accent); border-radius: 6px; background: none; color: var(--accent); cursor: pointer }
.danger { border-color: var(--red); color: var(--red) } a { color: var(--accent) }
.copy { display: grid; grid-template-columns: 1fr auto; gap: 0 .5rem; margin-bottom: .6rem } .copy label { grid-column: 1 / -1 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`

export const pageScript = `
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
    button.textContent = 'Copied'
  })
}
`
