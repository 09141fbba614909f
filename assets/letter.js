// A button that prints the letter. Without this script the page says which keys do.
const button = document.querySelector('.l-print')
if (button) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
  document.querySelector('.l-how').hidden = true
}
