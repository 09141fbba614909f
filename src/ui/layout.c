#include "ui/layout.h"

#include "ui/asset_names.h"
#include "ui/layout.tmpl.h"
#include "ui/error_page.tmpl.h"

void page_write(struct html *h, const struct page *p)
{
    struct page_frame frame = {.page = *p,
        .has_notice = p->notice.heading.n || p->notice.text.n,
        .has_person = p->person,
        .signed_in = p->actor_name.n,
        .has_time_out = p->idle_seconds > 0 && !p->no_forms,
        .library_css = URL(ASSET_NHSUK_CSS),
        .own_css = URL(ASSET_CAIRN_CSS),
        .boot_js = URL(ASSET_BOOT_JS),
        .own_js = URL(ASSET_CAIRN_JS),
        .mark = URL(ASSET_CAIRN_SVG)};
    if (p->person) frame.person = *p->person;
    if (!frame.page.organisation.n) frame.page.organisation = p->installation;
    if (!url_is_set(frame.page.home)) frame.page.home = URL("/");
    if (!frame.page.subnav_label.n) frame.page.subnav_label = STR("This record");
    layout(h, &frame);
}

/* What each answer says: what happened, then what to do. A person may be waiting on the telephone: no blame, no
 * code, no jargon. */
static const struct {
    int status;
    struct str title, what, next;
} error_words[] = {
    {400, STR_INIT("There is a problem with that request"),
        STR_INIT("Cairn could not read what your browser sent. Nothing was saved."),
        STR_INIT("Go back, check what you typed and try again.")},
    {403, STR_INIT("You can’t do that"),
        STR_INIT("Your role does not allow this, or this page was open too long. Nothing was changed."),
        STR_INIT("Go back, load the page again and try once more. If you need this for your work, ask whoever "
                 "manages accounts.")},
    {404, STR_INIT("Page not found"), STR_INIT("There is nothing at this address, or it is not yours to see."),
        STR_INIT("If you typed the address, check it. If you followed a link, find the person or page again.")},
    {405, STR_INIT("That can’t be done here"),
        STR_INIT("This address does not do what was asked of it. Nothing was saved."),
        STR_INIT("Go back and use the links and buttons on the page.")},
    {408, STR_INIT("That took too long"), STR_INIT("Your browser was too slow in sending. Nothing was saved."),
        STR_INIT("Check your connection and try again.")},
    {409, STR_INIT("Somebody else changed this first"),
        STR_INIT("While you were writing, somebody saved another version. Neither was lost."),
        STR_INIT("Go back and load the page again to see what changed, then make your change.")},
    {410, STR_INIT("This is no longer here"), STR_INIT("It was closed, merged or used already."),
        STR_INIT("Find the person again to see what is there now.")},
    {413, STR_INIT("That is too large"),
        STR_INIT("What was sent is larger than Cairn accepts. Nothing was saved."),
        STR_INIT("Shorten it or send it in parts.")},
    {415, STR_INIT("That kind of file can’t be used here"),
        STR_INIT("Cairn does not read files of this kind. Nothing was saved."),
        STR_INIT("Check that you chose the right file.")},
    {429, STR_INIT("Too many tries"),
        STR_INIT("To keep records safe, Cairn stops answering for a while after many tries in a row."),
        STR_INIT("Wait a few minutes and try again.")},
    {503, STR_INIT("Cairn can’t do that just now"),
        STR_INIT("It is busy, or it could not write down that the record was opened, and without that it shows "
                 "nothing. Nothing was saved."),
        STR_INIT("Wait a minute and try again. What you typed is still there if you go back.")},
    {500, STR_INIT("Something went wrong"),
        STR_INIT("This is our mistake, not yours. It was written down for whoever looks after Cairn."),
        STR_INIT("Go back and try again. If you were saving, check first whether it is there.")},
};

static size_t error_row(int status)
{
    size_t last = COUNT_OF(error_words) - 1;
    for (size_t i = 0; i < last; i++)
        if (error_words[i].status == status) return i;
    return last;
}

struct str error_page_title(int status)
{
    return error_words[error_row(status)].title;
}

static void error_page_render(struct html *h, const void *view)
{
    const struct error_page *e = view;
    size_t row = error_row(e->status);
    error_page(h,
        &(struct error_page_words){.title = error_words[row].title,
            .what = error_words[row].what,
            .next = error_words[row].next,
            .page = *e});
}

struct slot error_page_main(const struct error_page *e)
{
    return (struct slot){error_page_render, e};
}

struct slot not_saved_main(const struct not_saved *v)
{
    return not_saved_slot(v);
}
