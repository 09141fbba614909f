/* The views behind the templates of messages. Private to the slice. */
#ifndef CAIRN_CARE_MESSAGE_VIEWS_H
#define CAIRN_CARE_MESSAGE_VIEWS_H

#include "ui/forms.h"
#include "ui/pieces.h"

struct messages_view {
    struct page_top top;
    struct str nothing_sends; /* where no mail server is set: what that means */
    struct work_group failed, open;
};

struct message_act {
    struct str value, text;
    enum button_kind kind;
};
struct message_view {
    struct page_top top;
    struct tag state;
    struct str what_now; /* one sentence */
    struct fact_list facts;
    LIST(struct message_act) acts;
    struct str version;
    struct url action, source; /* source: of what it was made from */
    struct str source_text;
    struct textarea copy; /* drawn when it has a name */
};

struct mail_view {
    struct page_top top;
    struct str how; /* is there a mail server, and what that means */
    struct lines states, answers;
};

#endif
