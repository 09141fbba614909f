/*
 * The supervisor's board: whose caseload is too full and why, what waits with whom, and what can move. Private to
 * the slice. [domain §5; ui.md page 30]
 *
 * It counts and names colleagues, never a person who is supported: a manager reads it too.
 */
#ifndef CAIRN_CARE_TEAM_BOARD_H
#define CAIRN_CARE_TEAM_BOARD_H

#include "care/shell/shell.h"
#include "ui/charts/charts.h"

struct team_board_view {
    struct page_top top;
    struct url cover;
    struct counts counts;
    struct lines calls; /* what nobody has yet */
    struct chart picture;
    bool has_picture;
    struct worklist_view list;
};
struct reply team_board_get(struct ctx *c, const struct request *r);

#endif
