/* Areas: the Index of Multiple Deprivation by lower layer super output area, and postcodes with the area they lie
 * in. */
#include "care/reference/reference_read.h"

#include "nhs/postcode.h"

bool reference_is_lsoa(struct str text)
{
    if (text.n != 9 || !str_starts(text, STR("E01"))) return false;
    for (size_t i = 3; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9') return false;
    return true;
}

/* ---- deprivation: files of 2019 and 2025, by their headings ---- */

enum { LSOA, RANK, DECILE, YEAR_2025 };
enum { AREAS_MOST = 40000 };

static const char *const LSOA_2011[] = {"lsoacode2011", NULL}, *const LSOA_2021[] = {"lsoacode2021", NULL};
static const char *const RANK_NAMES[] = {"indexofmultipledeprivationimdrank", "imdrank", NULL};
static const char *const DECILE_NAMES[] = {"indexofmultipledeprivationimddecile", "imddecile", NULL};

static enum read_header deprivation_header(struct reading *r, const struct csv_row *row)
{
    int of_2021 = read_column(r->arena, row, LSOA_2021);
    r->column[YEAR_2025] = of_2021;
    r->column[LSOA] = of_2021 >= 0 ? of_2021 : read_column(r->arena, row, LSOA_2011);
    r->column[RANK] = read_column_like(r->arena, row, RANK_NAMES);
    r->column[DECILE] = read_column_like(r->arena, row, DECILE_NAMES);
    return r->column[LSOA] >= 0 && r->column[RANK] >= 0 && r->column[DECILE] >= 0 ? READ_HEADER : READ_WRONG;
}

static void deprivation_row(struct reading *r, const struct csv_row *row)
{
    int64_t rank, decile;
    struct str lsoa = read_cell(r, row, LSOA);
    bool of_2025 = r->column[YEAR_2025] >= 0;
    if (!reference_is_lsoa(lsoa)) {
        read_no(r, row, lsoa, STR("An area's code is E01 and six digits. Check the row in the original file"));
        return;
    }
    if (!str_int(read_cell(r, row, RANK), 1, AREAS_MOST, &rank)) {
        read_no(r, row, lsoa, STR("The rank must be a whole number from 1. Check the row in the original file"));
        return;
    }
    if (!str_int(read_cell(r, row, DECILE), 1, 10, &decile)) {
        read_no(r, row, lsoa, STR("The decile must be from 1 to 10. Check the row in the original file"));
        return;
    }
    read_set(r, of_2025 ? STR("Index of Multiple Deprivation 2025") : STR("Index of Multiple Deprivation 2019"),
        of_2025 ? STR("2025") : STR("2019"), STR("English Indices of Deprivation, GOV.UK"));
    read_row(r,
        (const struct str[]){
            lsoa, str_printf(r->arena, "%lld", (long long)rank), str_printf(r->arena, "%lld", (long long)decile)},
        3);
}

const struct reading_kind READ_DEPRIVATION = {deprivation_header, deprivation_row,
    STR_INIT(
        "the Index of Multiple Deprivation: it needs the columns \"LSOA code (2011)\" or \"LSOA code (2021)\", "
        "\"Index of Multiple Deprivation (IMD) Rank\" and \"Index of Multiple Deprivation (IMD) Decile\"")};

/* ---- postcodes: the National Statistics or ONS directory ---- */

enum { POSTCODE, IN_2011, IN_2021 };

static const char *const POSTCODE_NAMES[] = {"pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode", NULL};
static const char *const IN_2011_NAMES[] = {"lsoa11", "lsoa11cd", "lsoacode2011", NULL};
static const char *const IN_2021_NAMES[] = {"lsoa21", "lsoa21cd", "lsoacode2021", NULL};

static enum read_header postcodes_header(struct reading *r, const struct csv_row *row)
{
    r->column[POSTCODE] = read_column(r->arena, row, POSTCODE_NAMES);
    r->column[IN_2011] = read_column(r->arena, row, IN_2011_NAMES);
    r->column[IN_2021] = read_column(r->arena, row, IN_2021_NAMES);
    return r->column[POSTCODE] >= 0 && (r->column[IN_2011] >= 0 || r->column[IN_2021] >= 0) ? READ_HEADER :
                                                                                              READ_WRONG;
}

/* "Postcodes LS": each area of the country is a table of its own, and so can be loaded anew alone. */
static struct str area_of(struct reading *r, struct str postcode)
{
    size_t n = 0;
    while (n < postcode.n && postcode.p[n] >= 'A' && postcode.p[n] <= 'Z') n++;
    return str_printf(r->arena, "Postcodes %.*s", STR_ARG(str_slice(postcode, 0, n)));
}

static void postcodes_row(struct reading *r, const struct csv_row *row)
{
    struct postcode postcode;
    struct str typed = read_cell(r, row, POSTCODE);
    struct str in_2011 = read_cell(r, row, IN_2011), in_2021 = read_cell(r, row, IN_2021);
    if (!postcode_parse(typed, &postcode)) {
        read_no(r, row, typed, STR("This is not a postcode. Check the row in the original file"));
        return;
    }
    if (!reference_is_lsoa(in_2011)) in_2011 = STR("");
    if (!reference_is_lsoa(in_2021)) in_2021 = STR("");
    if (!in_2011.n && !in_2021.n) { /* Wales, Scotland, Northern Ireland, or no area */
        read_left(r);
        return;
    }
    read_set(r, area_of(r, postcode_str(&postcode)), STR(""), STR("Office for National Statistics"));
    read_row(r, (const struct str[]){postcode_str(&postcode), in_2011, in_2021}, 3);
}

const struct reading_kind READ_POSTCODES = {postcodes_header, postcodes_row,
    STR_INIT(
        "a postcode directory: it needs the columns \"pcds\" (or \"postcode\") and \"lsoa11\" or \"lsoa21\"")};
