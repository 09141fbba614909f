/*
 * The child that hands one message to the mail server: where it is told how, and what it gives up before it speaks
 * (platform/mail/mail.h). Not for people.
 */
#ifndef CAIRN_APP_MAIL_CHILD_H
#define CAIRN_APP_MAIL_CHILD_H

#include "app/settings.h"
#include "platform/mail/mail.h"

/* ERR_INVALID with a sentence. Without a mail server all is empty, and right. */
MUST_USE enum err mail_settings_of(
    struct arena *a, const struct settings *s, struct mail_settings *ret, struct str *ret_why);
/* Its words and flags, ended by NULL: none of them is a secret. */
char **mail_child_words(struct arena *a, const struct settings *s);

int mail_child_command(struct arena *a, struct arguments *args);

#endif
