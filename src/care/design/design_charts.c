/* The invented numbers of the page's charts. tests/pictures.golden holds their pictures to what somebody last saw.
 */
#include "care/design/design_views.h"

#define ITEMS(array) \
    { \
        (array), COUNT_OF(array) \
    }

static struct chart_row WORKERS[] = {{STR_INIT("Leah Morgan"), {38, false}}, {STR_INIT("Dev Anand"), {31, false}},
    {STR_INIT("Joanne Tully, who covers two practices"), {24, false}}, {STR_INIT("Kofi Mensah"), {0, false}},
    {STR_INIT("Somebody to be found"), {0, true}}};
static struct chart_stack_row LOADS[] = {{STR_INIT("Leah Morgan"), {6, 20, 12}, 40},
    {STR_INIT("Dev Anand"), {9, 21, 1}, 30}, {STR_INIT("Joanne Tully"), {2, 10, 12}, 40},
    {STR_INIT("Kofi Mensah"), {0, 0, 0}, 25}};
static struct chart_slope_row LEVELS[] = {{STR_INIT("Amina"), {42, false}, {58, false}},
    {STR_INIT("Harold"), {47, false}, {45, false}}, {STR_INIT("Piotr"), {43, false}, {67, false}},
    {STR_INIT("Grace"), {61, false}, {0, true}}};
static const double QUICK[] = {1, 1, 2, 2, 2, 3, 3, 4, 6}, SLOW[] = {2, 5, 5, 6, 8, 9, 12, 21};
static struct chart_dots_row WAITS[] = {{STR_INIT("Elm Street Surgery"), QUICK, COUNT_OF(QUICK)},
    {STR_INIT("Mill Row Surgery"), SLOW, COUNT_OF(SLOW)}};
#define MONTH(short_name, whole_name, value) \
    { \
        STR_INIT(short_name), STR_INIT(whole_name), value \
    }
static struct chart_moment MONTHS[] = {MONTH("Dec", "December 2025", 2), MONTH("Jan", "January 2026", 5),
    MONTH("Feb", "February 2026", 1), MONTH("Mar", "March 2026", 0), MONTH("Apr", "April 2026", 3),
    MONTH("May", "May 2026", 4), MONTH("Jun", "June 2026", 2), MONTH("Jul", "July 2026", 2),
    MONTH("Aug", "August 2026", 1), MONTH("Sep", "September 2026", 6), MONTH("Oct", "October 2026", 11),
    MONTH("Nov", "November 2026", 7)};
static struct chart_row STEPS[] = {{STR_INIT("Referred"), {412, false}}, {STR_INIT("Spoken with"), {337, false}},
    {STR_INIT("Agreed a plan"), {190, false}}, {STR_INIT("Reviewed it"), {121, false}}};
static struct chart_panel AREAS[] = {{STR_INIT("Everybody knows who leads"), {{2, false}, {4, false}}},
    {STR_INIT("Meetings start on time"), {{3, false}, {3, false}}},
    {STR_INIT("Actions are followed up"), {{1, false}, {3, false}}},
    {STR_INIT("People are asked first"), {{0, true}, {4, false}}}};
static struct chart_around CIRCLE[] = {
    {STR_INIT("Sara Rahman"), STR_INIT("Daughter, main carer"), STR_INIT("Family and friends"), TIE_STRONG,
        SIDE_COMMUNITY, {{NULL, 0}}},
    {STR_INIT("Imran Rahman"), STR_INIT("Son, in Bradford"), STR_INIT("Family and friends"), TIE_STRAINED,
        SIDE_COMMUNITY, {{NULL, 0}}},
    {STR_INIT("Harehills Lunch Club"), STR_INIT("Wednesdays"), STR_INIT("Community"), TIE_NEW, SIDE_COMMUNITY,
        {{NULL, 0}}},
    {STR_INIT("Dr Anil Patel"), STR_INIT("GP, Elm Street Surgery"), STR_INIT("Health"), TIE_STRONG, SIDE_SERVICES,
        {{NULL, 0}}},
    {STR_INIT("Leah Morgan"), STR_INIT("Care co-ordinator"), STR_INIT("Health"), TIE_STEADY, SIDE_SERVICES,
        {{NULL, 0}}},
    {STR_INIT("Riverside Homes"), STR_INIT("Landlord"), STR_INIT("Housing"), TIE_STRAINED, SIDE_SERVICES,
        {{NULL, 0}}}};
static struct chart_row SCRIPTS[] = {{STR_INIT("বাংলা, যে ভাষায় আমিনা কথা বলেন"), {1234567, false}},
    {STR_INIT("العربية، لغة جيرانها"), {-250000, false}},
    {STR_INIT("A label that is far too long for its row, and goes on and on until nobody would read to its end "
              "any more"),
        {3, false}},
    {STR_INIT("Łódź, gdzie mieszka Piotr"), {640000, false}}};

static struct chart_words words(
    struct str id, struct str title, struct str about, struct str of, struct str number)
{
    return (struct chart_words){.id = id, .title = title, .about = about, .of = of, .number = number};
}

static enum err amounts(struct arena *a, struct design_view *v)
{
    const struct chart_bars bars = {
        words(STR("chart-bars"), STR("Leah has most people, Kofi none yet"),
            STR("People with a named co-ordinator, 24 November 2026"), STR("Co-ordinator"), STR("People")),
        ITEMS(WORKERS)};
    const struct chart_stack stack = {
        words(STR("chart-stack"), STR("Dev has one more than fits"),
            STR("People by what they need, and how many each co-ordinator has room for"), STR("Co-ordinator"),
            STR("All")),
        {STR("Complex"), STR("Moderate"), STR("Simple")}, ITEMS(LOADS)};
    const struct chart_funnel funnel = {
        words(STR("chart-funnel"), STR("Almost half of those referred agree a plan"),
            STR("People referred from April to September 2026"), STR("Step"), STR("People")),
        ITEMS(STEPS)};
    enum err err = chart_bars(a, &bars, &v->bars);
    if (!err) err = chart_stack(a, &stack, &v->stack);
    return err ? err : chart_funnel(a, &funnel, &v->funnel);
}

static enum err changes(struct arena *a, struct design_view *v)
{
    const struct chart_slope slope = {
        words(STR("chart-slope"), STR("Two of three are surer of themselves"),
            STR("Patient Activation Measure, of those asked twice"), STR("Person"), STR("Score")),
        STR("March"), STR("September"), ITEMS(LEVELS)};
    const struct chart_dots dots = {words(STR("chart-dots"), STR("Mill Row waits more than twice as long"),
                                        STR("Working days to the first contact, one dot for each referral"),
                                        STR("Practice"), STR("Referrals")),
        ITEMS(WAITS)};
    struct chart_strip strip = {words(STR("chart-strip"), STR("Most contacts were in October"),
                                    STR("Contacts in each of the last 12 months"), STR("Month"), STR("Contacts")),
        ITEMS(MONTHS)};
    strip.words.folded = true;
    const struct chart_multiples multiples = {
        words(STR("chart-multiples"), STR("Following up has improved most"),
            STR("How mature the team meeting is, from 0 to 4"), STR("Area"), STR("Score")),
        {STR("Last time"), STR("Now")}, ITEMS(AREAS)};
    enum err err = chart_slope(a, &slope, &v->slope);
    if (!err) err = chart_dots(a, &dots, &v->dots);
    if (!err) err = chart_strip(a, &strip, &v->strip);
    return err ? err : chart_multiples(a, &multiples, &v->multiples);
}

enum err design_charts(struct arena *a, struct design_view *v)
{
    const struct chart_ecomap ecomap = {
        words(STR("chart-circle"), STR("Sara does most; two ties are strained"),
            STR("The people and services around Amina Rahman"), STR("Who"), STR("Ties")),
        STR("Amina Rahman"), STR("83, lives alone"), ITEMS(CIRCLE)};
    const struct chart_bars scripts = {
        words(STR("chart-scripts"), STR("Any script, any size, below zero too"),
            STR("Numbers that mean nothing, to look at labels"), STR("Label"), STR("Amount")),
        ITEMS(SCRIPTS)};
    enum err err = amounts(a, v);
    if (!err) err = changes(a, v);
    if (!err) err = chart_ecomap(a, &ecomap, &v->ecomap);
    return err ? err : chart_bars(a, &scripts, &v->scripts);
}
