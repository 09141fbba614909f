/*
 * Writes pages with invented people into a folder, to look at with a browser: gallery FOLDER. Not part of Cairn's
 * program; the pictures are compared by eye with the design, and axe looks at them.
 */
#include "ui/tests/gallery.h"

#include "ui/assets.h"
#include "ui/tests/gallery.tmpl.h"

#include <sys/stat.h>

#define ITEMS(type, ...) \
    { \
        (struct type[]){__VA_ARGS__}, sizeof(struct type[]){__VA_ARGS__} / sizeof(struct type) \
    }

enum { MEMORY = 16 * 1024 * 1024 };

static void save(struct arena *a, const char *folder, struct str name, struct str content)
{
    struct str path = str_printf(a, "%s%.*s", folder, STR_ARG(name));
    FILE *f = fopen(str_cstr(a, path), "wb");
    if (!f || fwrite(content.p, 1, content.n, f) != content.n || fclose(f)) BUG("%.*s not written", STR_ARG(path));
}

#define PAGE(function) \
    static void show_##function(struct html *h, const void *view) \
    { \
        function(h, view); \
    }
PAGE(gallery_my_day)
PAGE(gallery_summary)
PAGE(gallery_contact)
PAGE(gallery_sign_in)
PAGE(gallery_accounts)
PAGE(gallery_history)

static void conditional_date(struct html *h, const void *view)
{
    gallery_choose_date(h, view);
}

static void write_page(struct arena *a, const char *folder, const char *name, const struct page *p)
{
    struct html h = html_new(a, STR("token"));
    page_write(&h, p);
    save(a, folder, str_printf(a, "/%s.html", name), buf_str(&h.out));
}

static struct person_banner amina(void)
{
    return (struct person_banner){.name = STR("RAHMAN, Amina (Mrs)"),
        .preferred = STR("Amina Apa"),
        .born = STR("04-Mar-1943 (83y)"),
        .gender = STR("Female"),
        .nhs_number = STR("999 214 3061"),
        .phone = STR("0113 496 0187"),
        .call = URL("tel:01134960187"),
        .address = STR("14 Elm Rise, Leeds LS8 4QT"),
        .practice = STR("Elm Street Surgery, Dr Anil Patel"),
        .coordinator = STR("Leah Morgan (you)")};
}

static struct person_banner died(void)
{
    return (struct person_banner){.name = STR("BENNETT, Harold (Mr)"),
        .died = STR("03-May-2026, aged 83"),
        .born = STR("12-Feb-1943"),
        .gender = STR("Male"),
        .practice = STR("Elm Street Surgery"),
        .coordinator = STR("Leah Morgan (you)"),
        .href = URL("/people/1")};
}

static struct person_banner safe(void)
{
    return (struct person_banner){.name = STR("OYELARAN, Grace Oluwaseun Temitope Adebayo (Ms)"),
        .protected_address = true,
        .alert = STR("Restricted record: you opened it with a reason, and that is on file")};
}

static void write_problems(struct arena *a, const char *folder, const struct gallery *g, const struct page *record)
{
    struct gallery wrong = *g;
    wrong.with_error = STR("Choose who you were in contact with");
    wrong.problems = (struct error_summary){.problems = ITEMS(problem_link, {wrong.with_error, STR("with")},
                                                {STR("Date must be a real date"), STR("next-date-day")})};
    struct page p = *record;
    p.has_problems = true;
    p.main = (struct slot){show_gallery_contact, &wrong};
    p.back = URL("/my-day");
    write_page(a, folder, "contact-problems", &p);
}

static void write_record_pages(
    struct arena *a, const char *folder, const struct gallery *g, const struct page *base)
{
    const struct link_list subnav = ITEMS(link, {STR("Summary"), URL("/s"), .current = true},
        {STR("Plan"), URL("/p")}, {STR("Circle of care"), URL("/c")}, {STR("Timeline"), URL("/t")},
        {STR("Details and consent"), URL("/d")});
    const struct person_banner someone = amina(), dead = died(), hidden = safe();
    struct page p = *base;
    p.title = STR("Summary, person record");
    p.person = &someone;
    p.subnav = subnav;
    p.demonstration = true;
    p.main = (struct slot){show_gallery_summary, g};
    write_page(a, folder, "summary", &p);
    p.notice = (struct notification_banner){.kind = NOTICE_SUCCESS, .heading = STR("Contact saved")};
    p.person = &dead;
    write_page(a, folder, "died", &p);
    p.notice = (struct notification_banner){0};
    p.person = &hidden;
    p.main = (struct slot){show_gallery_history, g};
    write_page(a, folder, "history", &p);
    p.person = &someone;
    p.demonstration = false;
    p.main = (struct slot){show_gallery_contact, g};
    write_page(a, folder, "contact", &p);
    write_problems(a, folder, g, &p);
}

static void write_other_pages(
    struct arena *a, const char *folder, const struct gallery *g, const struct page *base)
{
    struct page accounts = *base;
    accounts.main = (struct slot){show_gallery_accounts, g};
    write_page(a, folder, "accounts", &accounts);
    struct page out = {.title = STR("Sign in"),
        .installation = STR("Riverside and Elm PCN"),
        .demonstration = true,
        .narrow = true,
        .main = {show_gallery_sign_in, g}};
    write_page(a, folder, "sign-in", &out);
    const struct error_page gone = {.status = 503,
        .next = {STR("Go to My day"), URL("/my-day")},
        .reference = STR("019a-41f2"),
        .contact = STR("If it does not get better, ring the office on 0113 496 0100.")};
    struct page error = *base;
    error.title = error_page_title(503);
    error.main = error_page_main(&gone);
    write_page(a, folder, "error", &error);
}

static void write_pages(struct arena *a, const char *folder, const struct gallery *g)
{
    const struct page base = {.title = STR("My day"),
        .installation = STR("Riverside and Elm PCN"),
        .can_find = true,
        .actor_name = STR("Leah Morgan"),
        .actor_role = STR("care co-ordinator"),
        .home = URL("/my-day"),
        .nav = ITEMS(link, {STR("My day"), URL("/my-day"), .current = true}, {STR("People"), URL("/people")},
            {STR("Referrals (7)"), URL("/referrals")}, {STR("Tasks"), URL("/tasks")}, {STR("Meetings"), URL("/m")},
            {STR("Directory"), URL("/d")}, {STR("Find people"), URL("/f")}, {STR("Reports"), URL("/r")}),
        .main = {show_gallery_my_day, g}};
    write_page(a, folder, "my-day", &base);
    write_record_pages(a, folder, g, &base);
    write_other_pages(a, folder, g, &base);
}

#define ACTION(words, who) \
    { \
        .text = STR(words), .small = true, .kind = BUTTON_SECONDARY, .href = URL("/contacts/new"), \
        .hidden_text = STR(who) \
    }

/* Lists live as long as the block that wrote them down, so each part calls the next, and the last one draws. */
static void write_lists(struct arena *a, const char *folder, struct gallery *g)
{
    g->pages = (struct pagination){.previous = URL("/1"),
        .next = URL("/3"),
        .items = ITEMS(pagination_item, {.number = 1, .href = URL("/1")},
            {.number = 2, .href = URL("/2"), .current = true}, {.number = 3, .href = URL("/3")})};
    g->answers = (struct summary_list){.has_actions = true,
        .rows = ITEMS(summary_row,
            {.key = STR("Name"),
                .value = STR("Leah Morgan"),
                .actions = ITEMS(link, {STR("Change"), URL("/c"), STR("name")})},
            {.key = STR("Telephone")})};
    g->timeline =
        (struct timeline){.items = ITEMS(timeline_event,
                              {.when = STR("Today, 11:42am"),
                                  .by = STR("Leah Morgan"),
                                  .title = STR("Spoke with Amina"),
                                  .note = STR("Taxi booked for Thursday."),
                                  .month = STR("November 2026"),
                                  .href = URL("/e")},
                              {.when = STR("17 November, 2:10pm"),
                                  .by = STR("Leah Morgan"),
                                  .title = STR("Home visit"),
                                  .note = STR("Written on the wrong record."),
                                  .struck = true,
                                  .struck_by = STR("Withdrawn by Leah Morgan, 18 November 2026: wrong person")},
                              {.when = STR("2 October"),
                                  .by = STR("Dev Anand"),
                                  .title = STR("Plan agreed"),
                                  .month = STR("October 2026"),
                                  .tag = {.text = STR("Plan"), .colour = TAG_GREY}})};
    g->versions = (struct versions){.before = STR("Version 3, 2 September 2026"),
        .after = STR("Version 4, 24 November 2026"),
        .fields = ITEMS(version_field, {STR("Phone"), STR("0113 496 0100"), STR("0113 496 0187"), true},
            {STR("Email"), STR(""), STR("amina@example.org"), true},
            {STR("Language"), STR("Sylheti"), STR("Sylheti")})};
    write_pages(a, folder, g);
}

static void write_form(struct arena *a, const char *folder, struct gallery *g)
{
    g->what = (struct choice_list)ITEMS(choice, {STR("spoke"), STR("Spoke"), .checked = true},
        {STR("none"), STR("No answer")}, {STR("message"), STR("Left message")},
        {STR("text"), STR("Text or email")}, {STR("visit"), STR("Visit")}, {STR("else"), STR("Something else")});
    g->with =
        (struct choice_list)ITEMS(choice, {STR("person"), STR("Amina")}, {STR("1"), STR("Sara, her daughter")},
            {STR("professional"), STR("A professional")}, {STR("else"), STR("Someone else")});
    g->done =
        (struct choice_list)ITEMS(choice, {STR("1"), STR("Confirm the taxi for the eye clinic, overdue 2 days")});
    g->next = (struct choice_list)ITEMS(choice, {STR("none"), STR("None needed")},
        {STR("tomorrow"), STR("Tomorrow")}, {STR("week"), STR("In a week")},
        {STR("date"), STR("Choose a date"), .checked = true, .conditional = {conditional_date, NULL}});
    g->accounts = (struct work_rows)ITEMS(work_row,
        {.name = STR("Leah Morgan"),
            .reason = STR("leah.morgan@example.org"),
            .evidence = STR("Care co-ordinator"),
            .born = STR("Today, 8:52am")},
        {.name = STR("Joanne Tully"),
            .reason = STR("joanne.tully@example.org"),
            .evidence = STR("Supervisor"),
            .born = STR("Never")});
    write_lists(a, folder, g);
}

static void write_record(struct arena *a, const char *folder, struct gallery *g)
{
    g->due = (struct lines){.items = ITEMS(line,
                                {.text = STR("Confirm the taxi for the eye clinic"),
                                    .below = STR("You promised this on 17 November"),
                                    .tag = {.text = STR("Overdue 2 days"), .colour = TAG_RED}},
                                {.text = STR("Plan review, at home"),
                                    .below = STR("45 minutes, with Amina and Sara"),
                                    .right = STR("Wednesday 2 Dec")})};
    g->contacts =
        (struct lines){.items = ITEMS(line,
                           {.text = STR("Spoke with Amina"),
                               .below = STR("Worried about getting to the eye clinic. Agreed to book a taxi."),
                               .right = STR("17 Nov, Leah")})};
    g->know = (struct know){.items = ITEMS(know_item, {STR("Sylheti interpreter"), STR("for anything important")},
                                {STR("Ring after 11am"), STR("and let it ring")},
                                {STR("Do not share money matters"), STR("with her son, Imran")})};
    g->numbers =
        (struct numbers){.items = ITEMS(number_line, {STR("Amina"), STR("0113 496 0187"), URL("tel:01134960187")},
                             {STR("Sara, daughter"), STR("07700 900 451"), URL("tel:07700900451")})};
    g->facts = (struct fact_list){
        ITEMS(fact, {.label = STR("Language"), .value = STR("Sylheti")}, {.label = STR("Email")})};
    g->change = (struct link){.text = STR("Change"), .href = URL("/change"), .hidden_text = STR("details")};
    write_form(a, folder, g);
}

static void write_promises(struct arena *a, const char *folder, struct gallery *g)
{
    g->promises = (struct work_group){.heading = STR("Promises you made"),
        .quiet = STR("You said you would"),
        .id = STR("g1"),
        .rows = ITEMS(work_row,
            {.name = STR("RAHMAN, Amina"),
                .href = URL("/people/3"),
                .born = STR("4 Mar 1943 (83y)"),
                .nhs_number = STR("999 214 3061"),
                .reason = STR("Confirm the taxi to the eye clinic"),
                .evidence = STR("For Thursday at 10:15am. Promised on 17 November. "
                                "Sylheti interpreter, or speak to Sara."),
                .due = {.text = STR("Overdue 2 days"), .colour = TAG_RED},
                .phone = STR("0113 496 0187"),
                .call = URL("tel:01134960187"),
                .action = ACTION("Log contact", "for Amina Rahman")})};
    g->none = (struct work_group){
        .heading = STR("Contacts due"), .id = STR("g2"), .none = STR("Nobody is due a call today.")};
    g->news = (struct lines){
        .items = ITEMS(line,
            {.text = STR("Dr Patel answered your question"),
                .text_href = URL("/n/1"),
                .rest = STR("about Mair Davies")},
            {.text = STR("Sara Rahman rang"), .text_href = URL("/n/2"), .rest = STR("and left a message")})};
    write_record(a, folder, g);
}

static void write_gallery(struct arena *a, const char *folder)
{
    struct gallery g = {
        .counts = {ITEMS(count, {11, STR("need you")}, {2, STR("overdue")}, {7, STR("due today")}),
            STR("38 people, 6 with complex needs. You have room for 3 more hours a week.")},
        .first = {.heading = STR("Act first"),
            .quiet = STR("Ordered by what happens if it waits"),
            .id = STR("g0"),
            .first = true,
            .rows = ITEMS(work_row,
                {.name = STR("BENNETT, Harold"),
                    .href = URL("/people/1"),
                    .born = STR("12 Feb 1938 (88y)"),
                    .nhs_number = STR("999 407 2153"),
                    .reason = STR("Home from hospital: 48-hour call by 3:40pm"),
                    .evidence =
                        STR("St Luke’s sent him home on Sunday after a fall. Lives alone, no answer yesterday "
                            "at 4:10pm."),
                    .due = {.text = STR("Due today"), .colour = TAG_BLUE},
                    .phone = STR("0113 496 0142"),
                    .call = URL("tel:01134960142"),
                    .action = ACTION("Log contact", "for Harold Bennett")},
                {.name = STR("KOWALSKI, Piotr"),
                    .href = URL("/people/2"),
                    .born = STR("30 Jun 1959 (67y)"),
                    .reason = STR("Blood pressure tablets not collected for 9 days"),
                    .due = {.text = STR("Overdue 1 day"), .colour = TAG_RED},
                    .action = ACTION("Ask clinician", "about Piotr Kowalski")})},
    };
    write_promises(a, folder, &g);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    struct arena a;
    size_t n;
    arena_init(&a, MEMORY);
    mkdir(argv[1], 0777);
    mkdir(str_cstr(&a, str_printf(&a, "%s/assets", argv[1])), 0777);
    mkdir(str_cstr(&a, str_printf(&a, "%s/assets/images", argv[1])), 0777);
    const struct asset *assets = asset_all(&n);
    for (size_t i = 0; i < n; i++) save(&a, argv[1], assets[i].address, assets[i].raw);
    write_gallery(&a, argv[1]);
    arena_release(&a);
    return 0;
}
