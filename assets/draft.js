// Keeps what is typed into a form as a draft on the server: some seconds after the typing stops, and when the page is
// left. Only typing sends anything. Without this script there is the button "Save as draft".
const QUIET_MS = 3000, AGAIN_MS = 15000, KEEPALIVE_BYTES = 60000

function keep (form) {
  const status = document.getElementById('draft-status')
  const read = () => new URLSearchParams(new FormData(form))
  let kept = String(read()), timer = 0, sending = null, over = false

  const say = (words) => { if (status && status.textContent !== words) status.textContent = words }
  const later = (ms) => { clearTimeout(timer); timer = setTimeout(send, ms) }

  async function answered (answer, sent) {
    if (answer.type === 'opaqueredirect') return say('You are signed out, so this draft is not saved any more. Copy what you typed since, then sign in again: the rest is kept.')
    if (answer.status === 403 || answer.status === 404) return say('Drafts of this form cannot be saved any more.')
    const { draft, words } = await answer.json()
    if (answer.status === 410) {
      form.elements.draft.value = draft
      return later(0)
    }
    if (answer.ok) kept = sent
    say(words)
    if (answer.ok && String(read()) !== kept) later(QUIET_MS)
  }

  async function send (leaving) {
    clearTimeout(timer)
    const body = read(), sent = String(body)
    if (over || sending || sent === kept) return
    body.append('background', 'yes')
    sending = new AbortController()
    try {
      await answered(await fetch(form.dataset.draft, { method: 'POST', body, redirect: 'manual', signal: sending.signal,
        keepalive: leaving === true && String(body).length < KEEPALIVE_BYTES }), sent)
    } catch {
      if (!over) {
        say('The draft could not be saved. It is tried again.')
        timer = setTimeout(() => { sending = null; send() }, AGAIN_MS)
      }
    }
    sending = null
  }

  const leave = () => send(true)
  form.addEventListener('input', () => later(QUIET_MS))
  form.addEventListener('submit', () => { over = true; sending?.abort(); clearTimeout(timer) })
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leave() })
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', (event) => { if (event.persisted) over = false })
}

for (const form of document.querySelectorAll('form[data-draft]')) keep(form)
