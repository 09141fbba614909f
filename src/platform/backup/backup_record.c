/* The record of backups and proofs in the database, and what to advise from it. */
#include "platform/audit/audit.h"
#include "platform/backup/backup.h"
#include "platform/backup/backup.sql.h"

enum err backup_begin(struct ctx *c, int64_t *ret_sequence)
{
    enum err err = backup_insert(c->db, clock_now(c->clock), ret_sequence);
    if (!err && c->audit) {
        c->audit->object_kind = STR("backup");
        c->audit->object_id = *ret_sequence;
    }
    return err;
}

enum err backup_done(struct ctx *c, int64_t sequence, int64_t bytes)
{
    if (c->audit) {
        c->audit->object_kind = STR("backup");
        c->audit->object_id = sequence;
    }
    return backup_end(c->db, sequence, clock_now(c->clock), bytes);
}

enum err backup_proven(struct ctx *c, const struct backup_proof *p)
{
    int64_t id;
    if (c->audit) {
        c->audit->object_kind = STR("backup");
        c->audit->object_id = p->sequence;
    }
    return backup_proof_insert(c->db, clock_now(c->clock), p->sequence, p->made_at, p->good, p->result, &id);
}

static enum err read_proof(struct db *db, struct backup_state *s)
{
    struct backup_proof_last_row last;
    struct backup_proof_good_row good;
    enum err err = backup_proof_last(db, &last);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    s->tried = true;
    s->proven_at = last.at;
    s->proof_sequence = last.sequence;
    s->proof_made_at = last.made_at;
    s->proof_good = last.good;
    s->proof_result = last.result;
    err = backup_proof_good(db, &good);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    s->ever_good = true;
    s->good_at = good.at;
    return ERR_NONE;
}

enum err backup_state_read(struct db *db, struct backup_state *ret)
{
    struct backup_state s = {0};
    struct backup_last_row last;
    struct backup_unfinished_row unfinished;
    enum err err = backup_last(db, &last);
    if (err && err != ERR_NOT_FOUND) return err;
    if (!err) {
        s.any = true;
        s.sequence = last.backup_id;
        s.bytes = last.bytes.v;
        s.made_at = last.began_at;
        s.ended_at = last.ended_at;
    }
    err = backup_unfinished(db, s.sequence, &unfinished);
    if (err) return err;
    s.unfinished = unfinished.total;
    err = read_proof(db, &s);
    if (!err) *ret = s;
    return err;
}

static bool older_than(struct instant at, struct instant now, int64_t hours)
{
    return now.v - at.v > hours * 3600 * 1000;
}

struct backup_advice backup_advise(const struct backup_state *s, bool has_key, struct instant now)
{
    struct backup_advice advice = {0};
    if (!has_key) {
        advice.items[advice.n++] = STR("No key for backups is set up. Make one with cairn backup-key");
        return advice;
    }
    advice.late = true;
    if (!s->any)
        advice.items[advice.n++] = STR("No backup has been finished yet. Make one with cairn backup");
    else if (older_than(s->ended_at, now, BACKUP_OLD_HOURS))
        advice.items[advice.n++] = STR("The last backup is more than 36 hours old. See why none was made since");
    if (s->tried && !s->proof_good)
        advice.items[advice.n++] =
            STR("The last restore that was tried failed. Find out why, and make a new backup");
    if (!s->ever_good)
        advice.items[advice.n++] = STR("No restore has been proven yet. Try one with cairn restore --prove");
    else if (older_than(s->good_at, now, BACKUP_PROOF_OLD_DAYS * 24))
        advice.items[advice.n++] = STR("The last proven restore is more than 35 days old. Try one again");
    if (!advice.n) advice.late = false;
    return advice;
}
