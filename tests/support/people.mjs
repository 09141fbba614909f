// Invented people for imports: NHS numbers begin with 999 (never issued), telephone numbers are those kept for drama.
export function nhsNumber(nine) {
  const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
  const check = (11 - sum % 11) % 11;
  if (check === 10) throw new Error(`${nine} has no check digit`);
  return nine + check;
}

export function patient({ id, family, given, born, gender = 'female', number, postcode, phone, line = '14 Mill Row', practice = 'A99001' }) {
  return { resourceType: 'Patient', id,
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number }],
    name: [{ use: 'official', family, given: [].concat(given) }],
    telecom: phone ? [{ system: 'phone', use: 'home', value: phone }] : [],
    gender, birthDate: born,
    address: [{ use: 'home', line: [line], city: 'Leeds', postalCode: postcode }],
    managingOrganization: { reference: `Organization/${practice}` } };
}
export const organization = (code, name) => ({ resourceType: 'Organization', id: code,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: code }], name });
export const condition = (id, subject, code, display, date) => ({ resourceType: 'Condition', id,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code, display }] }, subject: { reference: `Patient/${subject}` }, onsetDateTime: date });
export const bundle = (...resources) => ({ resourceType: 'Bundle', type: 'collection',
  entry: resources.map((resource) => ({ fullUrl: `https://example.invalid/${resource.resourceType}/${resource.id}`, resource })) });
