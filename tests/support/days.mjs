// Days and moments as the server is told them (--today) and as it counts them (ms since 1970), in English time.
const inLondon = (ms, options) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options }).format(ms);
const NUMERIC = { year: 'numeric', month: '2-digit', day: '2-digit' };

// "2026-11-24", this many days from today.
export function day(ahead = 0) {
  const [d, m, y] = inLondon(Date.now(), NUMERIC).split('/');
  return new Date(Date.UTC(Number(y), m - 1, Number(d) + ahead)).toISOString().slice(0, 10);
}

// The instant of a moment like "2026-11-24T14:30".
export function instant(moment) {
  const utc = Date.parse(`${moment}:00Z`), hour = Number(moment.slice(11, 13));
  return Number(inLondon(utc, { hour: '2-digit', hourCycle: 'h23' })) === hour ? utc : utc - 3_600_000;
}
