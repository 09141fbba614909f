/* The invented lists that the page shows. What is no list stands in the templates. */
#include "care/design/design_views.h"

#define ITEMS(array) \
    { \
        (array), COUNT_OF(array) \
    }

static struct link CONTENTS[] = {{.text = STR_INIT("Finding one’s way"), .href = {STR_INIT("#ways")}},
    {.text = STR_INIT("Messages"), .href = {STR_INIT("#messages")}},
    {.text = STR_INIT("Questions and forms"), .href = {STR_INIT("#forms")}},
    {.text = STR_INIT("Facts, tables and lists"), .href = {STR_INIT("#facts")}},
    {.text = STR_INIT("A person’s record"), .href = {STR_INIT("#record")}},
    {.text = STR_INIT("Charts"), .href = {STR_INIT("#charts")}}};
static struct link CRUMBS[] = {{.text = STR_INIT("First page"), .href = {STR_INIT("#ways")}},
    {.text = STR_INIT("Messages, one level down"), .href = {STR_INIT("#messages")}}};
static struct link VIEWS[] = {
    {.text = STR_INIT("New"), .count = STR_INIT("7"), .href = {STR_INIT("#new")}, .current = true},
    {.text = STR_INIT("Waiting for information"), .count = STR_INIT("3"), .href = {STR_INIT("#waiting")}},
    {.text = STR_INIT("Accepted"), .count = STR_INIT("112"), .href = {STR_INIT("#accepted")}},
    {.text = STR_INIT("Closed"), .href = {STR_INIT("#closed")}}};
static struct pagination_item PAGES[] = {{.number = 1, .href = {STR_INIT("#page-1")}},
    {.number = 2, .href = {STR_INIT("#page-2")}, .current = true}, {.number = 3, .href = {STR_INIT("#page-3")}},
    {.gap = true}, {.number = 14, .href = {STR_INIT("#page-14")}}};
static struct problem_link PROBLEMS[] = {{STR_INIT("Enter what was said"), STR_INIT("wrong-note")},
    {STR_INIT("Date must be a real date"), STR_INIT("wrong-date-day")}};
static struct advice DOS[] = {
    {STR_INIT("ask how they like to be called")}, {STR_INIT("say who you are, and what you will write down")}};
static struct advice DONTS[] = {{STR_INIT("leave a message with anybody but the person")},
    {STR_INIT("promise what somebody else would have to do")}};

static struct choice OUTCOMES[] = {{.value = STR_INIT("spoke"), .label = STR_INIT("Spoke"), .checked = true},
    {.value = STR_INIT("none"), .label = STR_INIT("No answer"), .hint = STR_INIT("It rang, and nobody answered")},
    {.divider = STR_INIT("or")}, {.value = STR_INIT("else"), .label = STR_INIT("Something else")}};
static void choose_date(struct html *h, const void *view)
{
    (void)view;
    date_input(h,
        &(struct date_input){.name = STR("next-date"),
            .legend = STR("Date of the next contact"),
            .legend_size = SIZE_S,
            .hint = STR("For example, 1 12 2026")});
}
static struct choice NEXT[] = {{.value = STR_INIT("week"), .label = STR_INIT("In a week")},
    {.value = STR_INIT("date"),
        .label = STR_INIT("On a date"),
        .checked = true,
        .conditional = {choose_date, NULL}}};
static struct choice NEEDS[] = {{.name = STR_INIT("interpreter"),
                                    .value = STR_INIT("interpreter"),
                                    .label = STR_INIT("An interpreter"),
                                    .checked = true},
    {.name = STR_INIT("print"), .value = STR_INIT("print"), .label = STR_INIT("Large print")},
    {.divider = STR_INIT("or")},
    {.name = STR_INIT("none-of-these"),
        .value = STR_INIT("none"),
        .label = STR_INIT("None of these"),
        .exclusive = true}};
static struct option PRACTICES[] = {{.text = STR_INIT("Any practice")},
    {.text = STR_INIT("Elm Street Surgery"), .value = STR_INIT("1"), .selected = true},
    {.text = STR_INIT("Mill Row Surgery"), .value = STR_INIT("2")}};
static struct link CHIPS[] = {
    {.text = STR_INIT("Practice: Elm Street Surgery"), .href = {STR_INIT("#any-practice")}},
    {.text = STR_INIT("Due: this week"), .href = {STR_INIT("#any-day")}}};

static struct link CHANGE_NAME[] = {
    {.text = STR_INIT("Change"), .href = {STR_INIT("#name")}, .hidden_text = STR_INIT("name")}};
static struct link CHANGE_CARD[] = {{.text = STR_INIT("Change"), .href = {STR_INIT("#goal")}}};
static struct summary_row FACTS[] = {
    {.key = STR_INIT("Name"), .value = STR_INIT("Amina Rahman"), .actions = ITEMS(CHANGE_NAME)},
    {.key = STR_INIT("Likes to be called")}, {.key = STR_INIT("Language"), .value = STR_INIT("Sylheti")}};
static struct task_list_item PARTS[] = {{.text = STR_INIT("What matters to Amina"),
                                            .href = {STR_INIT("#part-1")},
                                            .tag = {.text = STR_INIT("Completed"),
                                                .colour = TAG_NO_COLOUR,
                                                .no_border = true,
                                                .classes = STR_INIT("nhsuk-u-font-weight-normal")}},
    {.text = STR_INIT("Goals and steps"),
        .href = {STR_INIT("#part-2")},
        .hint = STR_INIT("2 goals so far"),
        .tag = {.text = STR_INIT("Working on it"), .colour = TAG_BLUE}},
    {.text = STR_INIT("Agree the plan"), .status = STR_INIT("Cannot start yet")}};

static void one_week(struct html *h, const void *view)
{
    (void)view;
    inset_text_begin(h, &(struct inset_text){0});
    html_escape(h, STR("11 people need you this week."));
    inset_text_end(h, &(struct inset_text){0});
}
static void one_month(struct html *h, const void *view)
{
    (void)view;
    html_escape(h, STR("38 people are on your list this month."));
}
static struct tab TABS[] = {{.label = STR_INIT("This week"), .panel = {one_week, NULL}},
    {.label = STR_INIT("This month"), .panel = {one_month, NULL}}};

static struct count COUNTS[] = {{11, STR_INIT("need you")}, {2, STR_INIT("overdue")}};
static struct work_row ROWS[] = {{.name = STR_INIT("BENNETT, Harold"),
    .href = {STR_INIT("#harold")},
    .born = STR_INIT("12 Feb 1938 (88y)"),
    .nhs_number = STR_INIT("999 407 2153"),
    .reason = STR_INIT("Home from hospital: call within 48 hours"),
    .evidence = STR_INIT("Lives alone, no answer yesterday at 4:10pm."),
    .due = {.text = STR_INIT("Due today"), .colour = TAG_BLUE},
    .phone = STR_INIT("0113 496 0142"),
    .call = {STR_INIT("tel:01134960142")},
    .action = {.text = STR_INIT("Log contact"),
        .small = true,
        .kind = BUTTON_SECONDARY,
        .href = {STR_INIT("#log")},
        .hidden_text = STR_INIT("for Harold Bennett")}}};
static struct know_item KNOW[] = {
    {.strong = STR_INIT("Sylheti interpreter"), .text = STR_INIT("for anything important")},
    {.strong = STR_INIT("Ring after 11am"), .text = STR_INIT("and let it ring")}};
static struct timeline_event EVENTS[] = {{.when = STR_INIT("24 November 2026 at 11:42am, telephone"),
                                             .by = STR_INIT("Leah Morgan"),
                                             .title = STR_INIT("Spoke with Amina"),
                                             .note = STR_INIT("Taxi booked for Thursday."),
                                             .month = STR_INIT("November 2026")},
    {.when = STR_INIT("17 November 2026 at 2:10pm, home visit"),
        .by = STR_INIT("Leah Morgan"),
        .title = STR_INIT("Visited Amina"),
        .note = STR_INIT("Written on the wrong record."),
        .struck = true,
        .struck_by = STR_INIT("Struck through by Leah Morgan on 18 November 2026: wrong person")},
    {.when = STR_INIT("2 October 2026"),
        .by = STR_INIT("Dev Anand"),
        .title = STR_INIT("Plan agreed"),
        .month = STR_INIT("October 2026"),
        .tag = {.text = STR_INIT("Plan"), .colour = TAG_GREY}}};
static struct version_field FIELDS[] = {
    {STR_INIT("Phone"), STR_INIT("0113 496 0100"), STR_INIT("0113 496 0187"), true, {0}},
    {STR_INIT("Language"), STR_INIT("Sylheti"), STR_INIT("Sylheti"), false, {0}}};
static struct line LINES[] = {{.text = STR_INIT("Confirm the taxi for the eye clinic"),
                                  .below = STR_INIT("You promised this on 17 November"),
                                  .tag = {.text = STR_INIT("Overdue 2 days"), .colour = TAG_RED}},
    {.text = STR_INIT("Plan review, at home"),
        .below = STR_INIT("45 minutes, with Amina and Sara"),
        .right = STR_INIT("Wed 2 Dec")}};
static struct fact PAIRS[] = {
    {.label = STR_INIT("Language"), .value = STR_INIT("Sylheti")}, {.label = STR_INIT("Email")}};

static void fill_forms(struct design_view *v)
{
    v->radios = (struct radios){
        .name = STR("outcome"), .legend = STR("What happened?"), .legend_size = SIZE_S, .items = ITEMS(OUTCOMES)};
    v->conditional = (struct radios){.name = STR("next"),
        .legend = STR("What comes next?"),
        .legend_size = SIZE_S,
        .small = true,
        .items = ITEMS(NEXT)};
    v->checkboxes = (struct checkboxes){.name = STR("needs"),
        .legend = STR("What helps"),
        .legend_size = SIZE_S,
        .hint = STR("Choose all that apply"),
        .items = ITEMS(NEEDS)};
    v->select = (struct select_field){
        .name = STR("practice"), .label = STR("Practice"), .label_size = SIZE_S, .items = ITEMS(PRACTICES)};
    v->filter = (struct filter_panel){.id = STR("filter"),
        .heading = STR("Filter the list"),
        .action = URL("/design"),
        .clear = URL("#all-of-them"),
        .button = STR("Update the list"),
        .chips = ITEMS(CHIPS)};
    v->problems = (struct error_summary){.problems = ITEMS(PROBLEMS), .no_focus = true};
}

static void fill_record(struct design_view *v)
{
    v->person = (struct person_banner){.name = STR("RAHMAN, Amina (Mrs)"),
        .preferred = STR("Amina Apa"),
        .born = STR("04-Mar-1943 (83y)"),
        .gender = STR("Female"),
        .nhs_number = STR("999 214 3061"),
        .phone = STR("0113 496 0187"),
        .call = URL("tel:01134960187"),
        .address = STR("14 Elm Rise, Leeds LS8 4QT"),
        .practice = STR("Elm Street Surgery, Dr Anil Patel"),
        .coordinator = STR("Leah Morgan (you)")};
    v->died = (struct person_banner){.name = STR("BENNETT, Harold (Mr)"),
        .died = STR("03-May-2026, aged 83"),
        .born = STR("12-Feb-1943"),
        .gender = STR("Male"),
        .practice = STR("Elm Street Surgery")};
    v->counts = (struct counts){.items = ITEMS(COUNTS), .quiet = STR("38 people, 6 with complex needs")};
    v->group = (struct work_group){.heading = STR("Act first"),
        .quiet = STR("Ordered by what happens if it waits"),
        .id = STR("act-first"),
        .first = true,
        .rows = ITEMS(ROWS)};
    v->know = (struct know){.items = ITEMS(KNOW)};
    v->timeline = (struct timeline){.items = ITEMS(EVENTS)};
    v->versions = (struct versions){.before = STR("Version 3, 2 September 2026"),
        .after = STR("Version 4, 24 November 2026"),
        .fields = ITEMS(FIELDS)};
    v->lines = (struct lines){.items = ITEMS(LINES)};
    v->pairs = (struct fact_list){.items = ITEMS(PAIRS)};
}

void design_fill(struct design_view *v)
{
    v->contents = (struct contents_list){.label = STR("On this page"), .items = ITEMS(CONTENTS)};
    v->breadcrumb = (struct breadcrumb){.items = ITEMS(CRUMBS)};
    v->views = (struct secondary_nav){.label = STR("Referrals by state"), .items = ITEMS(VIEWS)};
    v->status = (struct status_bar){.who = STR("RAHMAN, Amina (Mrs)"),
        .href = URL("#record"),
        .stage = {.text = STR("In discussion"), .colour = TAG_BLUE},
        .quiet = STR("2 of 6 people")};
    v->pages = (struct pagination){.previous = URL("#before"), .next = URL("#after"), .items = ITEMS(PAGES)};
    v->dos = (struct do_dont_list){.heading = STR("Do"), .items = ITEMS(DOS)};
    v->donts = (struct do_dont_list){.heading = STR("Don’t"), .dont = true, .items = ITEMS(DONTS)};
    v->facts = (struct summary_list){.has_actions = true, .rows = ITEMS(FACTS)};
    v->card_actions = (struct link_list)ITEMS(CHANGE_CARD);
    v->parts = (struct task_parts){.id = STR("plan"), .items = ITEMS(PARTS)};
    v->tabs = (struct tabs){.prefix = STR("load"), .items = ITEMS(TABS)};
    fill_forms(v);
    fill_record(v);
}
