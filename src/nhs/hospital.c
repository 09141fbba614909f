#include "nhs/hospital.h"

struct row {
    struct str code, words;
};

static const struct row admissions[] = {
#define EMERGENCY(code) {STR_INIT(code), STR_INIT("Emergency admission")},
    EMERGENCY("21") EMERGENCY("22") EMERGENCY("23") EMERGENCY("24") EMERGENCY("25") EMERGENCY("28") EMERGENCY("2A")
        EMERGENCY("2B") EMERGENCY("2C") EMERGENCY("2D")
#undef EMERGENCY
            {STR_INIT("11"), STR_INIT("Planned admission")},
    {STR_INIT("12"), STR_INIT("Planned admission")},
    {STR_INIT("13"), STR_INIT("Planned admission")},
    {STR_INIT("31"), STR_INIT("Maternity admission")},
    {STR_INIT("32"), STR_INIT("Maternity admission")},
};
static const struct row discharges[] = {
    {STR_INIT("3"), STR_INIT("discharged by a court or tribunal")},
    {STR_INIT("4"), STR_INIT("died in hospital")},
    {STR_INIT("5"), STR_INIT("stillbirth")},
    {STR_INIT("6"), STR_INIT("left against advice")},
    {STR_INIT("7"), STR_INIT("discharged by a relative or advocate")},
};
static const struct row destinations[] = {
    {STR_INIT("29"), STR_INIT("to a temporary address")},
    {STR_INIT("51"), STR_INIT("to another hospital")},
    {STR_INIT("52"), STR_INIT("to another hospital")},
    {STR_INIT("53"), STR_INIT("to another hospital")},
    {STR_INIT("54"), STR_INIT("to a care home")},
    {STR_INIT("65"), STR_INIT("to a care home")},
    {STR_INIT("85"), STR_INIT("to a care home")},
    {STR_INIT("87"), STR_INIT("to another hospital")},
    {STR_INIT("88"), STR_INIT("to a hospice")},
};

static struct str words_of(const struct row *rows, size_t n, struct str code)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(rows[i].code, code)) return rows[i].words;
    return STR_NONE;
}

struct str hospital_admission_words(struct str method)
{
    return words_of(admissions, COUNT_OF(admissions), method);
}

struct str hospital_discharge_words(struct str method)
{
    return words_of(discharges, COUNT_OF(discharges), method);
}

struct str hospital_destination_words(struct str destination)
{
    return words_of(destinations, COUNT_OF(destinations), destination);
}
