// Live events: one stream per page, opened with the topics it wants, while the page can be seen: a browser opens six connections
// to a server, for all tabs together, and a stream keeps one.

import { get, signInAgain } from './api.js';

/**
 * Tells `change` when the stream comes or goes; `live.up` says which. Tells `reviews` when the inbox may have changed, whatever
 * the page follows: the badge in the navigation is on all pages.
 */
export const live = Object.assign(new EventTarget(), { up: true });

const RETRY_MILLIS = 3000;
/** A stream that takes longer, perhaps because of a proxy, keeps no page waiting. */
const PATIENCE_MILLIS = 1000;

/**
 * Follows topics until the returned function is called, whenever the page can be seen.
 *
 * @param topics for example ['overview', 'station:CP-1']
 * @param handlers by event name, each given the event's data; `load` is called once at the beginning, when the stream is there, so that
 *   nothing falls in between, and whenever something may have been missed
 */
export function follow(topics, handlers) {
  let source;
  let timer;
  let patience;
  let begun = false;
  let interrupted = false;

  function open() {
    source = new EventSource('/api/v1/events?topics=' + [...topics, 'reviews'].map(encodeURIComponent).join(','));
    patience = setTimeout(goOnWithout, PATIENCE_MILLIS);
    source.onopen = () => {
      clearTimeout(patience);
      announce(true);
      begin();
      if (interrupted) {
        missed();
      }
      interrupted = false;
    };
    source.onerror = () => {
      announce(false);
      goOnWithout();
      if (source.readyState === EventSource.CLOSED) {
        // The server refused; asking who we are leads to the sign-in page if that is why.
        get('/session').catch(() => {});
        timer = setTimeout(open, RETRY_MILLIS);
      }
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
    source.addEventListener('reviews', tellReviews);
    source.addEventListener('dropped', missed);
    source.addEventListener('end', signInAgain);
  }

  function begin() {
    if (!begun) {
      begun = true;
      handlers.load();
    }
  }

  /** As long as there is no stream the page shows what is there now. */
  function goOnWithout() {
    begin();
    interrupted = true;
  }

  function missed() {
    handlers.load();
    tellReviews();
  }

  function close() {
    clearTimeout(timer);
    clearTimeout(patience);
    source?.close();
    source = undefined;
  }

  function look() {
    if (document.hidden) {
      close();
      goOnWithout();
    } else if (!source) {
      open();
    }
  }

  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    close();
  };
}

const tellReviews = () => live.dispatchEvent(new Event('reviews'));

function announce(up) {
  if (live.up !== up) {
    live.up = up;
    live.dispatchEvent(new Event('change'));
  }
}
