/** Says a short text to screen readers, through one live region for the whole page. For the browser only. */
export function announce(text: string): void {
  let region = document.getElementById('announcer')
  if (!region) {
    region = document.createElement('div')
    region.id = 'announcer'
    region.className = 'sr-only'
    region.setAttribute('role', 'status')
  }
  // Whatever is outside a modal dialog is silent.
  const place = document.querySelector('dialog:modal') ?? document.body
  if (region.parentElement !== place) place.append(region)
  const live = region
  live.textContent = ''
  // A screen reader only notices a change that comes after the region was there.
  setTimeout(() => {
    live.textContent = text
  }, 50)
}
