/* Contacts by month: for the strip above a timeline. */
#include "care/contacts/contact.h"
#include "care/contacts/contact.sql.h"

/* The first day of the month that is so many months after that of `day`. */
static struct date month_after(struct date day, int months)
{
    struct date_parts parts = date_parts(day);
    int month = parts.year * 12 + parts.month - 1 + months;
    struct date first;
    MUST(date_from_parts((struct date_parts){.year = month / 12, .month = month % 12 + 1, .day = 1}, &first));
    return first;
}

enum err contacts_by_month(
    struct ctx *c, struct person_id person, struct date today, struct contact_month ret[CONTACT_MONTHS])
{
    struct instant at[CONTACT_MONTHS + 1];
    struct contact_months_row row;
    for (int i = 0; i <= CONTACT_MONTHS; i++)
        at[i] = instant_from_local(month_after(today, i + 1 - CONTACT_MONTHS), 0, 0);
    const struct contact_months_params params = {.person_id = person,
        .m0 = at[0],
        .m1 = at[1],
        .m2 = at[2],
        .m3 = at[3],
        .m4 = at[4],
        .m5 = at[5],
        .m6 = at[6],
        .m7 = at[7],
        .m8 = at[8],
        .m9 = at[9],
        .m10 = at[10],
        .m11 = at[11],
        .m12 = at[12]};
    enum err err = contact_months(c->db, &params, &row);
    if (err) return err;
    const int64_t counts[CONTACT_MONTHS] = {
        row.n0, row.n1, row.n2, row.n3, row.n4, row.n5, row.n6, row.n7, row.n8, row.n9, row.n10, row.n11};
    for (int i = 0; i < CONTACT_MONTHS; i++)
        ret[i] = (struct contact_month){month_after(today, i + 1 - CONTACT_MONTHS), counts[i]};
    return ERR_NONE;
}
