/* What is this file? */
#include "wire/file_look.h"

#include <setjmp.h>
#include <cmocka.h>

static struct file_look look(struct str s)
{
    return file_look_at(s, true);
}

static const struct {
    struct str text;
    enum file_kind kind;
} BEGINNINGS[] = {
    {STR_INIT(""), FILE_EMPTY},
    {STR_INIT(" \r\n\t"), FILE_EMPTY},
    {STR_INIT("{\"resourceType\":\"Bundle\"}"), FILE_JSON},
    {STR_INIT("\n [1]"), FILE_JSON},
    {STR_INIT("\xef\xbb\xbf{}"), FILE_JSON},
    {STR_INIT("<?xml version=\"1.0\"?>\n<Patient xmlns=\"http://hl7.org/fhir\"/>"), FILE_FHIR_XML},
    {STR_INIT("<Patient xmlns='http://hl7.org/fhir'/>"), FILE_FHIR_XML},
    {STR_INIT("<?xml version=\"1.0\"?><list/>"), FILE_XML},
    {STR_INIT("<!doctype HTML>\n<p>502 Bad Gateway"), FILE_HTML},
    {STR_INIT("<!-- made by --><HTML>"), FILE_HTML},
    {STR_INIT("MSH|^~\\&|A|B\rPID|1\r"), FILE_HL7V2},
    {STR_INIT("\vMSH|^~\\&|A|B\r"), FILE_HL7V2},
    {STR_INIT("FHS|^~\\&|"), FILE_HL7V2},
    {STR_INIT("MSHA is a name"), FILE_TEXT},
    {STR_INIT("NHS number,Name,Born\n9990010005,Walker,1943\n"), FILE_TABLE},
    {STR_INIT("A list\n\nNHS number;Name;Born\n1;2;3\n"), FILE_TABLE},
    {STR_INIT("code,term\n1,Asthma\n"), FILE_TABLE},
    {STR_INIT("code\tterm\n1\tAsthma\n"), FILE_TABLE},
    {STR_INIT("Frailty\n\nOrganisation,Population Count,%,Males,Females\nA,3,1%,1,2\n"), FILE_TABLE_COUNTS},
    {STR_INIT("NHS Number,Count of visits,Total\n1,2,3\n"), FILE_TABLE},
    {STR_INIT("Dear all, please find attached"), FILE_TEXT},
    {STR_INIT("\x1f\x8b\x08\x00"), FILE_GZIP},
    {STR_INIT("PK\x03\x04 a.json"), FILE_ZIP},
    {STR_INIT("PK\x03\x04....[Content_Types].xml"), FILE_OFFICE},
    {STR_INIT("\xd0\xcf\x11\xe0"), FILE_OFFICE},
    {STR_INIT("%PDF-1.7"), FILE_PDF},
    {STR_INIT("\x7f"
              "ELF\x02\x01\x01\x00"),
        FILE_BINARY},
};

static void files_are_known_by_how_they_begin(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(BEGINNINGS); i++) {
        if (look(BEGINNINGS[i].text).kind != BEGINNINGS[i].kind) print_message("case %zu\n", i);
        assert_int_equal(look(BEGINNINGS[i].text).kind, BEGINNINGS[i].kind);
        assert_true(file_kind_words(BEGINNINGS[i].kind).n > 0);
    }
}

static void what_is_blank_so_far_is_not_empty(void **state)
{
    (void)state;
    assert_int_equal(file_look_at(STR("\n\n\n"), false).kind, FILE_TEXT);
    assert_int_equal(file_look_at(STR("\n\n\n"), false).lines, 0);
}

static void utf_16_is_seen_with_and_without_its_mark(void **state)
{
    (void)state;
    static const struct {
        struct str text;
        enum file_encoding encoding;
        enum file_kind kind;
        size_t mark;
    } cases[] = {
        {STR_INIT("\xff\xfe{\0\"\0a\0\"\0"), FILE_UTF16_LE, FILE_JSON, 2},
        {STR_INIT("\xfe\xff\0{\0\"\0a\0\""), FILE_UTF16_BE, FILE_JSON, 2},
        {STR_INIT("{\0\"\0a\0\"\0"), FILE_UTF16_LE, FILE_JSON, 0},
        {STR_INIT("\0{\0\"\0a\0\""), FILE_UTF16_BE, FILE_JSON, 0},
        {STR_INIT("\xff\xfe"
                  "a\0,\0b\0,\0c\0\n\0"
                  "1\0,\0"
                  "2\0,\0"
                  "3\0"),
            FILE_UTF16_LE, FILE_TABLE, 2},
        {STR_INIT("\xef\xbb\xbf"
                  "a,b,c\n"),
            FILE_UTF8, FILE_TABLE, 3},
        {STR_INIT("{\"a\":1}"), FILE_UTF8, FILE_JSON, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct file_look seen = look(cases[i].text);
        assert_int_equal(seen.encoding, cases[i].encoding);
        assert_int_equal(seen.kind, cases[i].kind);
        assert_int_equal(seen.mark, cases[i].mark);
    }
}

static void a_table_tells_its_separator_and_its_rows(void **state)
{
    (void)state;
    struct file_look seen =
        look(STR("Care home residents\nLast run,20-Nov-2026\n\na;\"b;x\";c;d\n1;2;3\n4;5;6;7\n"));
    assert_int_equal(seen.separator, ';');
    assert_int_equal(seen.rows, 3);
    assert_int_equal(look(STR("Asked for,today\n\na,b,c,d\n")).rows, 1);
}

static bool is_old(const char *const *pieces)
{
    struct file_encoding_check check = {0};
    for (; *pieces; pieces++) file_encoding_feed(&check, str_from_cstr(*pieces));
    return file_encoding_is_windows_1252(&check);
}

static void windows_1252_is_told_from_broken_utf_8(void **state)
{
    (void)state;
    static const struct {
        const char *pieces[4];
        bool old;
    } cases[] = {
        {{"Zo\xeb Strau\xdf", NULL}, true},
        {{"Hern\xe1n", NULL}, true},
        {{"Zo", "\xeb and a long line of plain letters behind it", NULL}, true},
        {{"at the very end, Zo\xeb", NULL}, true},
        {{"Zo\xc3\xab", NULL}, false},
        {{"Zo\xc3", "\xab", NULL}, false},
        {{"Zo\xc3\xab, and Strau\xdf", NULL}, false}, /* both: some of it is broken */
        {{"\n\xff\xfe\n", NULL}, false},              /* no word */
        {{"plain", NULL}, false},
        {{NULL}, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (is_old(cases[i].pieces) != cases[i].old) print_message("case %zu\n", i);
        assert_int_equal(is_old(cases[i].pieces), cases[i].old);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_known_by_how_they_begin),
        cmocka_unit_test(what_is_blank_so_far_is_not_empty),
        cmocka_unit_test(utf_16_is_seen_with_and_without_its_mark),
        cmocka_unit_test(a_table_tells_its_separator_and_its_rows),
        cmocka_unit_test(windows_1252_is_told_from_broken_utf_8),
    };
    return cmocka_run_group_tests_name("wire-file-look", tests, NULL, NULL);
}
