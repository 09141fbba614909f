/* Where a day begins in the audit. */
#include "care/trail/trail.h"
#include "care/trail/trail.sql.h"

enum err trail_first_since(struct ctx *c, struct instant t, int64_t *ret_seq)
{
    struct trail_last_row last;
    enum err err = trail_last(c->db, &last);
    if (err) return err;
    int64_t low = 1, high = last.seq + 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        struct trail_at_row row;
        err = trail_at(c->db, middle, &row);
        if (err) return err == ERR_NOT_FOUND ? ERR_DAMAGED : err; /* rows are numbered without gaps */
        if (row.at.v < t.v)
            low = middle + 1;
        else
            high = middle;
    }
    *ret_seq = low;
    return ERR_NONE;
}
