/* Files of each kind, good, odd and wrong, and what the reader makes of them. */
#include "base/tests/check.h"

#include "base/limits.h"
#include "care/reference/reference_read.h"
#include "care/reference/reference_stage.h"
#include "platform/crypto.h"

static struct arena arena;
static struct file_converters converters;

struct file_case {
    enum reference_kind kind;
    const char *what, *file, *out; /* out: a part of the result */
};

static void check_cases(const struct file_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        arena_reset(&arena);
        struct str out =
            reference_read(&arena, &converters, cases[i].kind, str_from_cstr(cases[i].file), STR("the file"));
        if (!str_has(out, str_from_cstr(cases[i].out)))
            print_error("expected \"%s\" in:\n%.*s\n", cases[i].out, STR_ARG(out));
        check_case(str_has(out, str_from_cstr(cases[i].out)), str_from_cstr(cases[i].what));
    }
}

#define ODS_ROW(code, name, status, closed, setting) \
    "\"" code "\",\"" name \
    "\",\"Y56\",\"QE1\",\"1 High St\",\"\",\"\",\"Leeds\",\"\",\"LS1 1AA\",\"19740401\",\"" closed "\",\"" status \
    "\",\"B\",\"01A\",\"20130401\",\"\",\"0113\",\"\",\"\",\"\",\"0\",\"\",\"15E\",\"\",\"" setting "\",\"\"\r\n"
#define IMD_HEAD(year) \
    "LSOA code (" year "),LSOA name (" year "),Local Authority District code (2019)," \
    "Index of Multiple Deprivation (IMD) Score," \
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)," \
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\n"

/* By their columns, and by what stands in them where those fit several. */
static const struct file_case UNNAMED[] = {
    {REFERENCE_NONE, "a code list", "code,term\n148481000000101,Seen\n", "kind\tcodes\nset\tthe file\t"},
    {REFERENCE_NONE, "codes whose term is called name", "code,name\n148481000000101,Seen\n", "kind\tcodes\n"},
    {REFERENCE_NONE, "organisations with the same headings", "code,name\nRR8,Leeds Trust\n",
        "kind\torganisations\n"},
    {REFERENCE_NONE, "epraccur", ODS_ROW("B86001", "ELM STREET SURGERY", "A", "", "4"), "kind\torganisations\n"},
    {REFERENCE_NONE, "the index", IMD_HEAD("2011") "E01011234,Leeds 001A,E08000035,52.1,1234,1\n",
        "kind\tdeprivation\n"},
    {REFERENCE_NONE, "a directory", "pcds,lsoa11\nLS1 1AA,E01011234\n", "kind\tpostcodes\n"},
    {REFERENCE_NONE, "bank holidays", "date,name\n2033-12-27,Christmas Day\n", "kind\tholidays\n"},
    {REFERENCE_NONE, "people", "NHS number,Name\n9990010005,Ada\n", "bad\tThis is a list of people"},
    {REFERENCE_NONE, "another coding system", "Read Code,Term\nXE0Uc,Hypertension\n",
        "bad\tThis list is in another coding system"},
    {REFERENCE_NONE, "nothing that is known", "colour,size\nred,9\n", "bad\tCairn does not know this file"},
    {REFERENCE_NONE, "a web page", "<!doctype html><p>Sign in", "bad\t"},
};

static const struct file_case PUBLISHED[] = {
    {REFERENCE_CODES, "OpenCodelists", "code,term\n148481000000101,Seen\n",
        "set\tthe file\t\tAs loaded\nrow\t148481000000101\t\tSeen\nend\t1\t0\n"},
    {REFERENCE_CODES, "Windows-1252", "code,term\n441092009,caf\xE9\n", "row\t441092009\t\tcaf\xC3\xA9\n"},
    {REFERENCE_CODES, "with a mark and Windows line ends",
        "\xEF\xBB\xBF"
        "code,term\r\n148481000000101,Seen\r\n",
        "row\t148481000000101\t\tSeen\n"},
    {REFERENCE_CODES, "clusters, two lists from one file",
        "Cluster_ID,Cluster_Description,ConceptId,ConceptId_Description\n"
        "CARER_COD,Carers,224484003,Patient themselves providing care\n"
        "DEM_COD,Dementia,52448006,Dementia\n",
        "set\tDEM_COD\t\tNHS England primary care domain reference sets\nrow\t52448006\t\tDementia\n"},
    {REFERENCE_CODES, "clusters between tabs, one code no longer in use",
        "Cluster_ID\tSNOMED_code\tSNOMED_code_description\tActive_in_Refset\n"
        "DEM_COD\t52448006\tDementia\t1\nDEM_COD\t26929004\tAlzheimer's disease\t0\n",
        "row\t52448006\t\tDementia\nleft\t1\nend\t1\t0\n"},
    {REFERENCE_CODES, "our own", "category,code,term\nCommunication,441092009,Does lip read\n",
        "row\t441092009\tCommunication\tDoes lip read\n"},
    {REFERENCE_CODES, "semicolons and quotation marks", "code;term\n441092009;\"Does \"\"lip\"\"; read\"\n",
        "row\t441092009\t\tDoes \"lip\"; read\n"},
    {REFERENCE_ORGANISATIONS, "epraccur, which has no headings",
        ODS_ROW("B86001", "ELM STREET SURGERY", "A", "", "4") ODS_ROW("B86002", "GONE", "C", "20210331", "4"),
        "row\tB86001\tELM STREET SURGERY\tGP practice\topen\t01A\t\n"
        "row\tB86002\tGONE\tGP practice\tclosed\t01A\t2021-03-31\nend\t2\t0\n"},
    {REFERENCE_ORGANISATIONS, "networks with headings",
        "PCN Code,PCN Name,Current Sub ICB Loc Code,Open Date,Close Date\nU12345,RIVERSIDE "
        "PCN,15F,20190701,\n",
        "row\tU12345\tRIVERSIDE PCN\tPrimary care network\topen\t15F\t\n"},
    {REFERENCE_ORGANISATIONS, "headings written otherwise",
        "ODS Code,Name,Status,Closed\nRR8,Leeds Trust,Active,\n", "row\tRR8\tLeeds Trust\t\topen\t\t\n"},
    {REFERENCE_DEPRIVATION, "2019", IMD_HEAD("2011") "E01011234,Leeds 001A,E08000035,52.1,1234,1\n",
        "set\tIndex of Multiple Deprivation 2019\t2019\tEnglish Indices of Deprivation, GOV.UK\n"
        "row\tE01011234\t1234\t1\n"},
    {REFERENCE_DEPRIVATION, "2025", IMD_HEAD("2021") "E01033010,Leeds 063F,E08000035,12.3,20000,6\n",
        "set\tIndex of Multiple Deprivation 2025\t2025\t"},
    {REFERENCE_POSTCODES, "a directory; Wales is passed over",
        "pcd,pcd2,pcds,lsoa11,lsoa21\nLS1 1AA,LS1  1AA,LS1 1AA,E01011234,E01033010\n"
        "CF101AA,CF10 1AA,CF10 1AA,W01001234,W01001939\n",
        "set\tPostcodes LS\t\tOffice for National Statistics\nrow\tLS1 "
        "1AA\tE01011234\tE01033010\nleft\t1\nend\t1\t0\n"},
    {REFERENCE_HOLIDAYS, "GOV.UK",
        "{\"england-and-wales\":{\"division\":\"england-and-wales\",\"events\":[{\"title\":\"Good "
        "Friday\",\"date\":"
        "\"2027-03-26\",\"notes\":\"\",\"bunting\":false}]},\"scotland\":{\"events\":[]}}",
        "set\tBank holidays in England, as published\t\tGOV.UK\nrow\t2027-03-26\tGood Friday\nend\t1\t0\n"},
    {REFERENCE_HOLIDAYS, "a table", "date,name\n26/03/2027,Good Friday\n", "row\t2027-03-26\tGood Friday\n"},
};

static void files_as_they_are_published_are_read(void **state)
{
    (void)state;
    check_cases(PUBLISHED, COUNT_OF(PUBLISHED));
}

static void a_file_that_nobody_named_is_recognised(void **state)
{
    (void)state;
    check_cases(UNNAMED, COUNT_OF(UNNAMED));
}

static void rows_that_cannot_be_taken_say_which_why_and_what_to_do(void **state)
{
    (void)state;
    static const struct file_case CASES[] = {
        {REFERENCE_CODES, "a description, as EMIS exports", "code,term\n2373951000000116,Moderate frailty\n",
            "no\t2\t2373951000000116\tThis is the id of a description, as EMIS exports give it"},
        {REFERENCE_CODES, "a relationship", "code,term\n\"100022\",x\n",
            "no\t2\t100022\tThis is the id of a relation"},
        {REFERENCE_CODES, "rounded", "code,term\n148481000000000,x\n",
            "rounded by a spreadsheet: its last digits are lost"},
        {REFERENCE_CODES, "scientific", "code,term\n1.23E+17,x\n",
            "no\t2\t1.23E+17\tA spreadsheet has changed this code"},
        {REFERENCE_CODES, "mistyped", "code,term\n148481000000102,x\n", "This is not a SNOMED CT code"},
        {REFERENCE_CODES, "the line of a row after one that spans lines",
            "code,term\n441092009,\"Does\nlip read\"\n12,short\n", "no\t4\t12\tSNOMED CT code must be between"},
        {REFERENCE_CODES, "no term", "code,term\n441092009,\n", "There is no term beside this code"},
        {REFERENCE_CODES, "a hidden direction mark", "code,term\n441092009,Does \xE2\x80\xAE lip\n",
            "can't be read"},
        {REFERENCE_ORGANISATIONS, "no code", "code,name\nB-86001,Elm\n",
            "An ODS code has 1 to 9 letters and digits"},
        {REFERENCE_ORGANISATIONS, "closed on no day", "code,name,close date\nB86001,Elm,20210231\n", "is no date"},
        {REFERENCE_DEPRIVATION, "Wales", IMD_HEAD("2011") "W01000001,Cardiff,x,1,1,1\n", "E01 and six digits"},
        {REFERENCE_DEPRIVATION, "decile 11", IMD_HEAD("2011") "E01011234,Leeds,x,1,1,11\n",
            "must be from 1 to 10"},
        {REFERENCE_POSTCODES, "no postcode", "pcds,lsoa21\nLEEDS,E01011234\n", "This is not a postcode"},
        {REFERENCE_HOLIDAYS, "no day", "date,name\n31/02/2027,x\n", "This is not a date"},
    };
    check_cases(CASES, COUNT_OF(CASES));
}

static void a_wrong_file_is_refused_whole_with_what_to_do_instead(void **state)
{
    (void)state;
    static const struct file_case CASES[] = {
        {REFERENCE_CODES, "empty", "", "bad\tThis file is empty"},
        {REFERENCE_CODES, "blank", " \r\n\n", "bad\tThis file is empty"},
        {REFERENCE_CODES, "headings alone", "code,term\n", "bad\tThere is nothing in this file but its headings"},
        {REFERENCE_CODES, "UTF-16",
            "\xFF\xFE"
            "c",
            "bad\tThis file is empty"},
        {REFERENCE_CODES, "two encodings", "code,term\n441092009,caf\xE9\n441092009,caf\xC3\xA9\n",
            "bad\tFrom line 2 on this file is in another encoding"},
        {REFERENCE_CODES, "a workbook", "PK\x03\x04", "bad\tThis is an Excel workbook"},
        {REFERENCE_CODES, "a web page", "<!doctype html>", "bad\tThis is a web page"},
        {REFERENCE_CODES, "FHIR", "{\"resourceType\":\"Bundle\"}", "bad\tThis is JSON"},
        {REFERENCE_CODES, "people", "NHS number,Name\n9990010005,Ada\n",
            "bad\tThis doesn't look like a code list"},
        {REFERENCE_CODES, "another coding system", "ReadCode,description\nXa1,x\n",
            "Ask for the SNOMED CT version"},
        {REFERENCE_CODES, "quotation marks", "code,term\n441092009,\"Does\n", "bad\tLine 2: the quotation marks"},
        {REFERENCE_CODES, "a stray quotation mark", "code,term\n441092009,Do\"es\n",
            "bad\tLine 2: the quotation marks"},
        {REFERENCE_DEPRIVATION, "a code list", "code,term\n441092009,x\n", "it needs the columns \"LSOA code"},
        {REFERENCE_HOLIDAYS, "other JSON", "{\"a\":1}", "it has no \"england-and-wales\""},
        {REFERENCE_HOLIDAYS, "broken JSON", "{\"england-and-wales\":", "bad\tThis JSON can't be read"},
    };
    check_cases(CASES, COUNT_OF(CASES));
}

static void more_than_250000_rows_are_refused(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 1 << 20, 16 << 20);
    buf_add(&b, STR("code,term\n"));
    for (int i = 0; i < 250001; i++) buf_add(&b, STR("441092009,Does lip read\n"));
    struct str out = reference_read(&arena, &converters, REFERENCE_CODES, buf_str(&b), STR("x"));
    assert_true(str_has(out, STR("bad\tLine 250001: there are more than 250,000 rows")));
}

static void what_another_program_sends_is_checked_again(void **state)
{
    (void)state;
    static const struct {
        enum reference_kind kind;
        const char *lines;
        bool good;
    } CASES[] = {{REFERENCE_CODES, "set\tA\t\t\nrow\t441092009\t\tx\n", true},
        {REFERENCE_CODES, "row\t441092009\t\tx\n", false},
        {REFERENCE_CODES, "set\tA\t\t\nrow\t441092008\t\tx\n", false},
        {REFERENCE_CODES, "set\tA\t\t\nrow\t441092009\t\tx\ty\n", false}, {REFERENCE_CODES, "set\t\t\t\n", false},
        {REFERENCE_CODES, "set\tA\t\t\nrow\t441092009\t\t\n", false}, {REFERENCE_CODES, "no\t1\t2\t3\n", false},
        {REFERENCE_ORGANISATIONS, "set\tA\t\t\nrow\tb86001\tx\t\topen\t\t\n", false},
        {REFERENCE_ORGANISATIONS, "set\tA\t\t\nrow\tB86001\tx\t\tajar\t\t\n", false},
        {REFERENCE_DEPRIVATION, "set\tA\t\t\nrow\tE01000001\t1\t0\n", false},
        {REFERENCE_POSTCODES, "set\tA\t\t\nrow\tls1 1aa\t\tE01000001\n", false},
        {REFERENCE_HOLIDAYS, "set\tA\t\t\nrow\t2027-02-30\tx\n", false}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct stage stage;
        arena_reset(&arena);
        enum err err = stage_read(&arena, CASES[i].kind, str_from_cstr(CASES[i].lines), &stage);
        check_case(err == (CASES[i].good ? ERR_NONE : ERR_DAMAGED), str_from_cstr(CASES[i].lines));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_as_they_are_published_are_read),
        cmocka_unit_test(a_file_that_nobody_named_is_recognised),
        cmocka_unit_test(rows_that_cannot_be_taken_say_which_why_and_what_to_do),
        cmocka_unit_test(a_wrong_file_is_refused_whole_with_what_to_do_instead),
        cmocka_unit_test(more_than_250000_rows_are_refused),
        cmocka_unit_test(what_another_program_sends_is_checked_again),
    };
    crypto_start();
    arena_init(&arena, LIMIT_JOB_ARENA);
    converters = file_converters_open();
    int failed = cmocka_run_group_tests_name("reading reference tables", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
