// People for a network of any size, as FHIR lines, made one at a time: names as common as England's are (a Smith in
// every eighty, and a long tail of rare ones), households of three at one address, telephone numbers kept for drama.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { nhsNumber } from '../tests/support/people.mjs';

const COMMON = ['Smith', 'Jones', 'Taylor', 'Brown', 'Williams', 'Wilson', 'Johnson', 'Davies', 'Patel', 'Khan', 'Walker', 'Wright',
  'Robinson', 'Thompson', 'White', 'Hughes', 'Edwards', 'Green', 'Hall', 'Wood', 'Harris', 'Lewis', 'Martin', 'Jackson', 'Clarke',
  'Ali', 'Ahmed', 'Begum', 'Hussain', 'Nowak', 'O’Brien', 'Singh', 'Kaur', 'Shah', 'Cooper', 'Ward', 'Turner', 'Hill', 'Scott', 'Moore'];
const FIRST = ['Mill', 'Ash', 'Thorn', 'Black', 'Holm', 'Ridge', 'Wether', 'Crom', 'Dal', 'Eller', 'Fair', 'Garth', 'Hasel', 'Ing', 'Kirk',
  'Lang', 'Marsh', 'North', 'Oak', 'Pen', 'Quarm', 'Raven', 'Stan', 'Tather', 'Under', 'Vern', 'Whit', 'Yar', 'Brad', 'Comb'];
const LAST = ['by', 'ton', 'well', 'field', 'ley', 'worth', 'man', 'er', 'ham', 'ford', 'wick', 'shaw', 'bourne', 'thwaite', 'den', 'croft',
  'combe', 'gate', 'stone', 'ridge'];
const GIVEN = ['John', 'Margaret', 'David', 'Susan', 'Mohammed', 'Sarah', 'James', 'Emma', 'Michael', 'Patricia', 'Oliver', 'Amina', 'Robert',
  'Jean', 'Thomas', 'Olivia', 'Peter', 'Linda', 'Jack', 'Sophie', 'Daniel', 'Dorothy', 'Harry', 'Zainab', 'George', 'Kathleen', 'Ali',
  'Zofia', 'William', 'Grace', 'Hassan', 'Joan', 'Samuel', 'Ruth', 'Joseph', 'Fatima', 'Arthur', 'Elsie', 'Kamil', 'Priya'];
const STREETS = ['Mill Row', 'Church Lane', 'Station Road', 'Oak Grove', 'High Street', 'Tenter Mount', 'Weaver Court', 'Bridge Street'];
const PRACTICE_OF = 8_000; // people, about what an English practice has

// The same people every time: a number for each place that needs one (mulberry32).
function lots(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const pad = (n, width) => String(n).padStart(width, '0');
export const practicesFor = (people) => Array.from({ length: Math.max(1, Math.round(people / PRACTICE_OF)) }, (_, i) => `C${pad(99001 - i, 5)}`);

// The i-th person; whoever asks twice is told the same.
export function personAt(i, practices) {
  const home = lots(Math.floor(i / 3) * 2 + 1), own = lots(i * 2 + 2);
  const place = home(9000), street = STREETS[home(STREETS.length)], house = 1 + home(180);
  const family = home(100) < 35 ? COMMON[Math.min(home(COMMON.length), home(COMMON.length))] : FIRST[home(FIRST.length)] + LAST[home(LAST.length)].toLowerCase();
  let number = null;
  try { number = own(50) === 0 ? null : nhsNumber(pad(990_000_000 + (i % 9_990_000), 9)); } catch { /* no check digit: a person without a number */ }
  const age = own(92), born = `${2025 - age}-${pad(1 + own(12), 2)}-${pad(1 + own(28), 2)}`;
  return { id: `p${i}`, family, given: [GIVEN[own(GIVEN.length)], ...own(2) ? [GIVEN[own(GIVEN.length)]] : []], born, gender: own(2) ? 'female' : 'male',
    number, line: `${house} ${street}`, postcode: `RE${1 + Math.floor(place / 900)} ${place % 9}${'ABDEFGHJLN'[home(10)]}${'PQRSTUWXYZ'[home(10)]}`,
    phone: `0113 496 ${pad(own(10_000), 4)}`, mobile: own(3) ? `07700 900${pad(own(1000), 3)}` : null, practice: practices[Math.floor(i / 3) % practices.length] };
}

const line = (p) => JSON.stringify({ resourceType: 'Patient', id: p.id,
  identifier: p.number ? [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: p.number }] : [],
  name: [{ use: 'official', family: p.family, given: p.given }],
  telecom: [{ system: 'phone', use: 'home', value: p.phone }, ...p.mobile ? [{ system: 'phone', use: 'mobile', value: p.mobile }] : []],
  gender: p.gender, birthDate: p.born, address: [{ use: 'home', line: [p.line], city: 'Elmwater', postalCode: p.postcode }],
  managingOrganization: { reference: `Organization/${p.practice}` } }) + '\n';

// Writes people [from, to) of a network of these practices to an NDJSON file, the practices first.
export async function writeCrowd(file, from, to, practices) {
  const out = createWriteStream(file);
  for (const code of practices) out.write(JSON.stringify({ resourceType: 'Organization', id: code, name: `Practice ${code}`,
    identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: code }] }) + '\n');
  for (let i = from, batch = ''; i <= to; i++) {
    if (i < to) batch += line(personAt(i, practices));
    if (batch.length > 1 << 20 || i === to) {
      if (!out.write(batch)) await once(out, 'drain');
      batch = '';
    }
  }
  out.end();
  await once(out, 'close');
}
