#include "app/mail_child.h"

#include "app/command.h"
#include "base/buf.h"
#include "platform/sandbox/sandbox.h"

#include <unistd.h>

enum { WORDS_MOST = 16, FRAME_MOST = LIMIT_MAIL_TEXT + 1024, OVER_TIME_S = 45 };

static const struct sandbox_policy POLICY = {
    .role = SANDBOX_MAILER, .memory_bytes = UINT64_C(512) * 1024 * 1024, .cpu_seconds = 60};

enum err mail_settings_of(
    struct arena *a, const struct settings *s, struct mail_settings *ret, struct str *ret_why)
{
    *ret = (struct mail_settings){.url = s->smtp_url,
        .from = s->smtp_from,
        .credentials = s->smtp_credentials,
        .ca = s->smtp_ca,
        .timeout_s = 60};
    *ret_why = STR("--smtp-timeout must be a number from 1 to 600");
    if (!str_int(s->smtp_timeout, 1, 600, &ret->timeout_s)) return ERR_INVALID;
    return ret->url.n ? mail_settings_check(a, ret, ret_why) : ERR_NONE;
}

char **mail_child_words(struct arena *a, const struct settings *s)
{
    const struct {
        const char *flag;
        struct str value;
    } flags[] = {{"--smtp-url", s->smtp_url}, {"--smtp-from", s->smtp_from},
        {"--smtp-credentials", s->smtp_credentials}, {"--smtp-ca", s->smtp_ca},
        {"--smtp-timeout", s->smtp_timeout}};
    char **words = ARENA_ARRAY(a, char *, WORDS_MOST);
    size_t n = 0;
    words[n++] = (char *)"cairn";
    words[n++] = (char *)"mail-child";
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (!flags[i].value.n) continue;
        words[n++] = (char *)flags[i].flag;
        words[n++] = (char *)str_cstr(a, flags[i].value);
    }
    words[n] = NULL;
    return words;
}

static void answer(struct arena *a, const struct mail_result *result)
{
    struct buf out = buf_new(a, 1024, 1024);
    mail_result_write(&out, result);
    ssize_t sent = write(STDOUT_FILENO, out.p, out.n);        /* less than a pipe takes at once */
    _exit(sent == (ssize_t)out.n ? EXIT_DONE : EXIT_REFUSED); /* nothing may be tidied up that needs more */
}

int mail_child_command(struct arena *a, struct arguments *args)
{
    struct settings settings;
    struct mail_settings how;
    struct mail_message message;
    struct mail_result result;
    struct str why, bytes;
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    if (settings_read(a, args, NULL, &settings, &why) || mail_settings_of(a, &settings, &how, &why))
        return EXIT_USAGE;
    alarm((unsigned)how.timeout_s + OVER_TIME_S); /* whatever a server or a library does, it ends */
    struct mail_sender *sender = mail_sender_open(a, &how);
    if (sandbox_enter(&POLICY)) _exit(EXIT_REFUSED);
    enum err err = mail_read_all(a, STDIN_FILENO, FRAME_MOST, &bytes);
    if (!err) err = mail_frame_read(bytes, &message);
    if (err)
        mail_result_set(&result, MAIL_REFUSED, 0, STR("The message could not be sent as it is"));
    else
        mail_send(sender, &message, &result);
    answer(a, &result);
    return EXIT_DONE;
}
