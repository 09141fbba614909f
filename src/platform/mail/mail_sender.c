/*
 * The child's side, and the one file that knows libcurl.
 *
 * libcurl is given a socket that is connected already, the server's address so that it looks up no name, and the
 * certificates as bytes so that it opens no file. The handle of all transfers is made before the sandbox, because
 * making it opens a pair of sockets.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "platform/mail/mail.h"

#include <curl/curl.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONNECT_S = 15, ADDRESSES_MOST = 4, CA_MOST = 4 * 1024 * 1024, CREDENTIALS_MOST = 4096, LINE_MOST = 512 };
#define SYSTEM_CA "/etc/ssl/certs/ca-certificates.crt"

struct mail_sender {
    struct arena *arena;
    struct mail_settings settings;
    struct mail_server server;
    CURLM *transfers;
    int fd; /* connected; -1: why says why not */
    struct str why, ca, user, password;
    char address[64]; /* the one that answered, as numbers */
    char heard[LINE_MOST];
    size_t heard_n;
};

/* ---- files ---- */

static enum err read_whole(struct arena *a, const char *path, size_t most, bool secret, struct str *ret)
{
    struct stat info;
    FILE *f = fopen(path, "re");
    if (!f) return ERR_NOT_FOUND;
    char *bytes = arena_alloc(a, most, 1);
    bool right = fstat(fileno(f), &info) == 0 && (!secret || !(info.st_mode & (S_IRWXG | S_IRWXO)));
    size_t n = right ? fread(bytes, 1, most, f) : 0;
    right = right && n && n < most && !ferror(f);
    fclose(f);
    *ret = (struct str){bytes, n};
    return right ? ERR_NONE : ERR_INVALID;
}

static struct str line_of(struct arena *a, struct str *rest)
{
    struct str line = str_cut(rest, '\n');
    if (str_ends(line, STR("\r"))) line.n--;
    return memchr(line.n ? line.p : "", 0, line.n) ? STR_NONE : str_dup(a, line);
}

static struct str read_files(struct mail_sender *s)
{
    struct str text, ca = s->settings.ca.n ? s->settings.ca : STR(SYSTEM_CA);
    bool needed = s->settings.ca.n || !s->server.loopback || s->server.tls;
    if (needed && read_whole(s->arena, str_cstr(s->arena, ca), CA_MOST, false, &s->ca))
        return STR("The certificates to trust could not be read: --smtp-ca, or the package ca-certificates");
    if (!s->settings.credentials.n) return STR_NONE;
    if (read_whole(s->arena, str_cstr(s->arena, s->settings.credentials), CREDENTIALS_MOST, true, &text))
        return STR("The file of --smtp-credentials could not be read, or others on this machine can read it");
    s->user = line_of(s->arena, &text);
    s->password = line_of(s->arena, &text);
    if (!s->user.n || !s->password.n)
        return STR(
            "The file of --smtp-credentials needs a user's name on its first line and a password on its second");
    return STR_NONE;
}

/* ---- the connection ---- */

static bool connects(int fd, const struct addrinfo *to)
{
    int failed = 0;
    socklen_t size = sizeof failed;
    struct pollfd waits = {.fd = fd, .events = POLLOUT};
    if (connect(fd, to->ai_addr, to->ai_addrlen) == 0) return true;
    return errno == EINPROGRESS && poll(&waits, 1, CONNECT_S * 1000) == 1 &&
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &size) == 0 && !failed;
}

static struct str connect_to(struct mail_sender *s)
{
    const struct addrinfo wanted = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    const char *host = str_cstr(s->arena, s->server.host);
    const char *port = str_cstr(s->arena, str_printf(s->arena, "%lld", (long long)s->server.port));
    if (getaddrinfo(host, port, &wanted, &found)) return STR("The mail server's name could not be found");
    int tries = 0;
    for (const struct addrinfo *to = found; to && s->fd < 0 && tries < ADDRESSES_MOST; to = to->ai_next, tries++) {
        int fd = socket(to->ai_family, to->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, to->ai_protocol);
        bool six = to->ai_family == AF_INET6;
        char *numbers = s->address + (six ? 1 : 0);
        socklen_t room = (socklen_t)(sizeof s->address - 3);
        s->address[0] = '[';
        if (fd >= 0 && connects(fd, to) &&
            getnameinfo(to->ai_addr, to->ai_addrlen, numbers, room, NULL, 0, NI_NUMERICHOST) == 0) {
            s->fd = fd;
            if (six) s->address[strlen(s->address)] = ']';
        } else if (fd >= 0) {
            close(fd);
        }
        if (s->fd < 0) memset(s->address, 0, sizeof s->address);
    }
    freeaddrinfo(found);
    return s->fd < 0 ? STR("The mail server can't be reached") : STR_NONE;
}

struct mail_sender *mail_sender_open(struct arena *a, const struct mail_settings *settings)
{
    struct mail_sender *s = ARENA_NEW(a, struct mail_sender);
    *s = (struct mail_sender){.arena = a, .settings = *settings, .fd = -1};
    if (mail_settings_check(a, settings, &s->why) || mail_server_read(settings->url, &s->server)) return s;
    s->why = read_files(s);
    if (s->why.n) return s;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) || !(s->transfers = curl_multi_init()))
        s->why = STR("The library that speaks with mail servers could not be started");
    else
        s->why = connect_to(s);
    return s;
}

/* ---- libcurl's questions ---- */

static curl_socket_t give_socket(void *owner, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct mail_sender *s = owner;
    int fd = s->fd;
    (void)purpose, (void)address;
    s->fd = -1;
    return fd < 0 ? CURL_SOCKET_BAD : fd; /* once: there is no second connection */
}

static int say_connected(void *owner, curl_socket_t fd, curlsocktype purpose)
{
    (void)owner, (void)fd, (void)purpose;
    return CURL_SOCKOPT_ALREADY_CONNECTED;
}

/* The server's lines: the last one stays. */
static int hear(CURL *handle, curl_infotype kind, char *bytes, size_t n, void *owner)
{
    struct mail_sender *s = owner;
    (void)handle;
    struct str line = str_trim((struct str){bytes, n});
    if (kind != CURLINFO_HEADER_IN || str_starts(line, STR("221"))) return 0; /* its goodbye says nothing */
    s->heard_n = line.n < sizeof s->heard ? line.n : sizeof s->heard;
    if (line.n) memcpy(s->heard, line.p, s->heard_n);
    return 0;
}

/* ---- one message ---- */

static const char *text(struct mail_sender *s, const char *format, struct str value)
{
    struct buf out = buf_new(s->arena, value.n + 64, value.n + 256);
    buf_add(&out, str_from_cstr(format));
    buf_add(&out, value);
    return str_cstr(s->arena, buf_str(&out));
}

static struct str date_of(struct arena *a, struct instant at)
{
    struct tm parts;
    char *words = arena_alloc(a, 64, 1);
    time_t seconds = (time_t)(at.v / 1000);
    gmtime_r(&seconds, &parts);
    return (struct str){words, strftime(words, 64, "%a, %d %b %Y %H:%M:%S +0000", &parts)};
}

static struct curl_slist *head_of(struct mail_sender *s, const struct mail_message *m)
{
    struct str address = mail_from_address(s->settings.from), domain = address;
    (void)str_cut(&domain, '@');
    struct str id = str_printf(s->arena, "<%.*s@%.*s>", STR_ARG(m->id), STR_ARG(domain));
    struct curl_slist *head = curl_slist_append(NULL, text(s, "Date: ", date_of(s->arena, m->at)));
    head = curl_slist_append(head, text(s, "From: ", s->settings.from));
    head = curl_slist_append(head, text(s, "To: ", m->to));
    head = curl_slist_append(head, text(s, "Subject: ", m->subject));
    return curl_slist_append(head, text(s, "Message-ID: ", id));
}

/* Lines of mail end with CR LF. */
static struct str wire_text(struct arena *a, struct str text)
{
    struct buf out = buf_new(a, 2 * text.n + 2, 2 * text.n + 2);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\r') continue;
        if (text.p[i] == '\n') buf_byte(&out, '\r');
        buf_byte(&out, text.p[i]);
    }
    return buf_str(&out);
}

static void set_server(struct mail_sender *s, CURL *h)
{
    struct str domain = mail_from_address(s->settings.from);
    const struct mail_server *to = &s->server;
    (void)str_cut(&domain, '@');
    bool six = str_has(to->host, STR(":"));
    const char *url = str_cstr(s->arena,
        str_printf(s->arena, "%s://%s%.*s%s:%lld/%.*s", to->tls ? "smtps" : "smtp", six ? "[" : "",
            STR_ARG(to->host), six ? "]" : "", (long long)to->port, STR_ARG(domain)));
    const char *known = str_cstr(
        s->arena, str_printf(s->arena, "%.*s:%lld:%s", STR_ARG(to->host), (long long)to->port, s->address));
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    if (!six) curl_easy_setopt(h, CURLOPT_RESOLVE, curl_slist_append(NULL, known));
    curl_easy_setopt(h, CURLOPT_PROXY, "");
    curl_easy_setopt(h, CURLOPT_USE_SSL, (long)(to->loopback && !to->tls ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    struct curl_blob trusted = {.data = (void *)(uintptr_t)s->ca.p, .len = s->ca.n, .flags = CURL_BLOB_NOCOPY};
    if (s->ca.n) curl_easy_setopt(h, CURLOPT_CAINFO_BLOB, &trusted);
    curl_easy_setopt(h, CURLOPT_CAPATH, NULL);
    if (!s->user.n) return;
    curl_easy_setopt(h, CURLOPT_USERNAME, str_cstr(s->arena, s->user));
    curl_easy_setopt(h, CURLOPT_PASSWORD, str_cstr(s->arena, s->password));
}

static void set_how(struct mail_sender *s, CURL *h)
{
    curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, give_socket);
    curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, s);
    curl_easy_setopt(h, CURLOPT_SOCKOPTFUNCTION, say_connected);
    curl_easy_setopt(h, CURLOPT_DEBUGFUNCTION, hear);
    curl_easy_setopt(h, CURLOPT_DEBUGDATA, s);
    curl_easy_setopt(h, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)s->settings.timeout_s * 1000);
}

static void set_message(struct mail_sender *s, CURL *h, const struct mail_message *m)
{
    struct str body = wire_text(s->arena, m->text);
    curl_mime *mime = curl_mime_init(h);
    curl_mimepart *part = curl_mime_addpart(mime);
    curl_mime_data(part, body.p, body.n);
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "quoted-printable");
    curl_easy_setopt(h, CURLOPT_MIMEPOST, mime);
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, head_of(s, m));
    curl_easy_setopt(h, CURLOPT_MAIL_FROM, text(s, "", mail_from_address(s->settings.from)));
    curl_easy_setopt(h, CURLOPT_MAIL_RCPT, curl_slist_append(NULL, text(s, "", m->to)));
}

/* 354 was the last that was heard: the message was on its way, and nobody said what became of it. */
static enum mail_outcome outcome_of(CURLcode result, long code)
{
    if (result == CURLE_OK) return MAIL_TAKEN;
    if (code == 354) return MAIL_NOT_KNOWN;
    bool said_no = result == CURLE_SEND_ERROR || result == CURLE_WEIRD_SERVER_REPLY;
    return said_no && code >= 500 && code < 600 ? MAIL_REFUSED : MAIL_LATER;
}

static void conclude(struct mail_sender *s, CURL *h, CURLcode result, struct mail_result *ret)
{
    long code = 0;
    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    bool answered = result == CURLE_OK || result == CURLE_SEND_ERROR || result == CURLE_WEIRD_SERVER_REPLY ||
        result == CURLE_LOGIN_DENIED;
    struct str heard = {s->heard, s->heard_n};
    mail_result_set(ret, outcome_of(result, code), code > 0 && code < 1000 ? (int)code : 0,
        answered && heard.n ? heard : str_from_cstr(curl_easy_strerror(result)));
}

/* The process ends after one message: what libcurl holds ends with it. */
void mail_send(struct mail_sender *s, const struct mail_message *m, struct mail_result *ret)
{
    int running = 1, left;
    if (s->why.n) {
        mail_result_set(ret, MAIL_LATER, 0, s->why);
        return;
    }
    CURL *h = curl_easy_init();
    if (!h) {
        mail_result_set(ret, MAIL_LATER, 0, STR("There was no memory to send it"));
        return;
    }
    set_server(s, h);
    set_how(s, h);
    set_message(s, h, m);
    CURLMcode failed = curl_multi_add_handle(s->transfers, h);
    while (!failed && running) {
        failed = curl_multi_perform(s->transfers, &running);
        if (!failed && running) failed = curl_multi_poll(s->transfers, NULL, 0, 1000, NULL);
    }
    const CURLMsg *said = curl_multi_info_read(s->transfers, &left);
    conclude(s, h, said ? said->data.result : CURLE_FAILED_INIT, ret);
}
