// Warns two minutes before the session pauses, in every tab, and keeps it alive when asked. When it has paused, a page on
// which nothing was typed goes to the sign-in page; one with words in it is covered until somebody has signed in
// in another tab, so that nothing is lost and nothing can be read. Without this script a form that is sent too late
// is kept by the server and comes back after signing in.
// A page goes on by itself only some seconds after the server's time is up: sooner, it would count as somebody being there.
const WARN_MS = 120_000, AFTER_MS = 3_000

function watch (dialog) {
  const form = dialog.querySelector('form'), over = dialog.querySelector('#stay-over')
  const when = dialog.querySelector('#stay-when'), problem = dialog.querySelector('#stay-problem')
  // Tabs of one session hear one another: its form token is the same in all of them.
  const tabs = new BroadcastChannel(`stay ${form.elements._token.value}`)
  let end = 0

  const say = (element, words) => { if (element.textContent !== words) element.textContent = words }
  function time (seconds) {
    if (seconds > 60) return `in ${Math.ceil(seconds / 60)} minutes`
    return seconds > 30 ? 'in 1 minute' : `in ${Math.max(10, Math.ceil(seconds / 10) * 10)} seconds`
  }

  function lasts (until) {
    if (until <= end) return
    end = until
    if (end - Date.now() <= WARN_MS) return
    over.hidden = true
    form.hidden = false
    dialog.classList.remove('c-stay--over')
    dialog.close()
  }
  function used (seconds) {
    lasts(Date.now() + seconds * 1000)
    tabs.postMessage(end)
  }

  const typed = (e) => e.type !== 'hidden' && e.type !== 'submit' && (
    /^(checkbox|radio)$/.test(e.type) ? e.checked !== e.defaultChecked
      : e.options ? [...e.options].some((o) => o.selected !== o.defaultSelected && o.selected)
        : e.type === 'file' ? e.files.length > 0 : 'defaultValue' in e && e.value !== e.defaultValue)
  const holdsWords = () => document.querySelector('.nhsuk-error-summary') ||
    [...document.querySelectorAll('main form')].some((f) => f.method === 'post' && [...f.elements].some(typed))

  function pause () {
    if (!holdsWords()) return location.replace(location.pathname + location.search)
    form.hidden = true
    over.hidden = false
    dialog.classList.add('c-stay--over')
    if (!dialog.open) dialog.showModal()
  }

  function look () {
    const left = end - Date.now()
    if (left > WARN_MS || dialog.classList.contains('c-stay--over')) return
    if (left <= -AFTER_MS) return pause()
    say(when, time(left / 1000))
    if (!dialog.open) { say(problem, ''); dialog.showModal() }
  }

  async function stay () {
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' })
      if (answer.type === 'opaqueredirect') return pause()
      if (!answer.ok) throw new Error()
      used((await answer.json()).seconds)
    } catch {
      say(problem, 'Cairn could not be reached. Try once more.')
    }
  }

  form.addEventListener('submit', (event) => {
    if (event.submitter?.formAction.endsWith('/sign-out')) return
    event.preventDefault()
    stay()
  })
  // Escape means "yes, I am here"; it does not uncover a page that has paused.
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); if (!form.hidden) stay() })
  tabs.addEventListener('message', (event) => lasts(event.data))
  document.addEventListener('visibilitychange', look)
  window.addEventListener('pageshow', look)
  used(Number(dialog.dataset.seconds))
  setInterval(look, 1000)
}

const dialog = document.getElementById('stay')
if (dialog?.showModal && window.BroadcastChannel) watch(dialog)
