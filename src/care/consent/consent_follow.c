/* Entries go with the person they are about, and with them those whom they name. */
#include "care/consent/consent.h"

#include "care/consent/consent.sql.h"

enum err consent_follow(struct ctx *c, struct person_id from, struct person_id to, int64_t merge)
{
    struct consent_party_id bridge;
    int64_t changed;
    enum err err = consent_bridge_insert(c->db, uuid_new(c->clock), to, &bridge.v);
    if (!err) err = consent_follow_rows(c->db, from, to, merge, bridge, &changed);
    if (!err) err = consent_party_follow(c->db, from, to, merge, &changed);
    if (!err) err = consent_follow_parties(c->db, to, merge, bridge, &changed);
    return err ? err : consent_bridge_forget(c->db, bridge, &changed);
}
