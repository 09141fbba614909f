import { initAll } from 'asset:nhsuk.js'
import 'asset:draft.js'
import 'asset:stay.js'

// The library gives aria-expanded to radios that reveal more, which ARIA does not allow there.
function tidy () {
  for (const radio of document.querySelectorAll('input[type=radio][aria-expanded]')) radio.removeAttribute('aria-expanded')
}

initAll()
tidy()
document.addEventListener('click', tidy)
window.addEventListener('pageshow', tidy)
