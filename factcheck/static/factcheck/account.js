/* Says why a passkey or security key was not used, where allauth's scripts would only log it. */
document.addEventListener('allauth.error', function (event) {
  const note = document.getElementById('key_problem')
  if (!note) { return }
  event.preventDefault()
  note.querySelector('span').textContent = event.detail.exception.message
  note.hidden = false
})
