// Signs in and goes where the person was going: the address behind the # of this page.

const form = document.querySelector('form');
const answer = document.querySelector('#answer');
const button = form.querySelector('button');

document.documentElement.dataset.scheme = localStorage.getItem('ohmstead-scheme') ?? '';

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  answer.hidden = true;
  try {
    const response = await fetch('/api/v1/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: form.elements.name.value, password: form.elements.password.value }),
    });
    if (response.ok) {
      location.replace(destination());
      return;
    }
    say(await sentence(response));
  } catch {
    say('The server does not answer. Check that it runs and that this device reaches it.');
  }
  button.disabled = false;
  form.elements.password.select();
});

/** Only ever a page of this server. Its whole address, for a path may begin like the address of another: //example.org. */
function destination() {
  const wanted = URL.parse(location.hash.slice(1) || '/', location.origin);
  return wanted?.origin === location.origin ? wanted.href : '/';
}

async function sentence(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
}

function say(text) {
  answer.textContent = text;
  answer.hidden = false;
}
