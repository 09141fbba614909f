/* When names are the same, nearly the same, or sound alike. */
#include "base/arena.h"
#include "nhs/name_match.h"
#include "nhs/unicode.h"

#include <setjmp.h>
#include <cmocka.h>

static int with_arena(void **state)
{
    static struct arena a;
    arena_init(&a, 16 * 1024 * 1024);
    *state = &a;
    return 0;
}

static int drop_arena(void **state)
{
    arena_release(*state);
    return 0;
}

static void same_words(struct arena *a, struct name_words words, const char *wanted)
{
    assert_string_equal(str_cstr(a, str_join(a, words.items, words.n, STR(" "))), wanted);
}

static bool has(struct name_words words, struct str word)
{
    for (size_t i = 0; i < words.n; i++)
        if (str_eq(words.items[i], word)) return true;
    return false;
}

static void names_are_split_into_folded_words(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {{"Amina RAHMAN", "amina rahman"}, {"Siân", "sian"}, {"SIA\u0302N", "sian"},
        {"Łukasz Żółć", "lukasz zolc"}, {"Groß", "gross"}, {"Søren Æble Đặng Þór", "soren aeble dang thor"},
        {"İpek Işık", "ipek isik"}, {"O'Connor", "oconnor"}, {"O’Connor", "oconnor"}, {"Oʼconnor", "oconnor"},
        {"O Connor", "o connor"}, {"Smith-Jones", "smith jones"}, {"Smith\u2013Jones", "smith jones"},
        {"St. John", "st john"}, {"  ", ""}, {"", ""}, {"🙂👩\u200D⚕️", ""}, {"Ann🙂e", "ann e"},
        {"রহমান", "রহমান"}, {"王小明", "王小明"}, {"\uFF21\uFF2D\uFF29\uFF2E\uFF21", "amina"}, {"\xFF\xFE", ""},
        {"a\xC3", ""}, {"---'''---", ""}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        same_words(*state, name_words(*state, str_from_cstr(cases[i].text)), cases[i].words);
}

static void every_way_of_writing_a_name_is_among_its_index_words(void **state)
{
    static const struct {
        const char *recorded, *typed;
    } cases[] = {{"O'Connor", "oconnor"}, {"O'Connor", "connor"}, {"O Connor", "oconnor"},
        {"O' Connor", "oconnor"}, {"OConnor", "oconnor"}, {"D’Souza", "souza"}, {"D Souza", "dsouza"},
        {"McDonald", "macdonald"}, {"MacDonald", "mcdonald"}, {"Mc Donald", "macdonald"},
        {"Mac Donald", "mcdonald"}, {"Mackay", "mckay"}, {"St. John", "saint"}, {"Saint-Clair", "st"},
        {"Smith-Jones", "smith"}, {"Smith-Jones", "jones"}, {"Smith Jones", "smithjones"},
        {"Al-Hassan", "alhassan"}, {"Al-Hassan", "hassan"}, {"Anne Marie", "annemarie"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_true(
            has(name_index_words(*state, str_from_cstr(cases[i].recorded)), str_from_cstr(cases[i].typed)));
    assert_false(has(name_index_words(*state, STR("Mace")), STR("mce")));
    assert_false(has(name_index_words(*state, STR("Macey")), STR("mcey")));
}

static struct str sound(struct arena *a, const char *name)
{
    struct name_words words = name_words(a, str_from_cstr(name));
    assert_int_equal(words.n, 1);
    return name_phonetic(a, words.items[0]);
}

static void names_that_sound_alike_share_a_key(void **state)
{
    static const char *const alike[][2] = {{"Mohammed", "Muhammad"}, {"Mohamed", "Mohamad"},
        {"Mohammed", "Mohamud"}, {"Rahman", "Rehman"}, {"Rahman", "Rahmaan"}, {"Catherine", "Katherine"},
        {"Kathryn", "Catherine"}, {"Stephen", "Steven"}, {"Stefan", "Steven"}, {"Kowalski", "Kowalsky"},
        {"Kowalski", "Kowalska"}, {"Kowalski", "Kovalski"}, {"Siân", "Sian"}, {"Hussain", "Hossain"},
        {"Hussein", "Husain"}, {"Choudhury", "Chowdhury"}, {"Chaudhry", "Choudhury"}, {"Khan", "Kahn"},
        {"Singh", "Sing"}, {"Philip", "Phillip"}, {"Philip", "Filip"}, {"Smith", "Smyth"}, {"Brown", "Browne"},
        {"Clark", "Clarke"}, {"Thompson", "Thomson"}, {"Thomson", "Tomson"}, {"Geoffrey", "Jeffrey"},
        {"Aisha", "Ayesha"}, {"Nowak", "Novak"}, {"Szymanski", "Symanski"}, {"Sophia", "Zofia"},
        {"Begum", "Begom"}, {"Elizabeth", "Elisabeth"}, {"Elizabeth", "Elżbieta"}, {"Ahmed", "Ahmad"},
        {"Wright", "Right"}, {"Leigh", "Lee"}, {"Reid", "Reed"}, {"John", "Jon"}, {"Sarah", "Sara"},
        {"Jackson", "Jaxon"}, {"McDonald", "MacDonald"}, {"McCarthy", "MacCarthy"}, {"Iqbal", "Ikbal"},
        {"Umar", "Omar"}, {"Tariq", "Tarik"}, {"Roger", "Rodger"}, {"Vaughan", "Vaughn"}, {"Knight", "Night"},
        {"Shah", "Sah"}, {"Christine", "Kristine"}, {"Fatima", "Fathima"}, {"Kareem", "Karim"}, {"Ghosh", "Gosh"},
        {"Patel", "Pattel"}, {"Qureshi", "Kureshi"}, {"Jameel", "Jamil"}, {"Hughes", "Huws"}};
    for (size_t i = 0; i < COUNT_OF(alike); i++) {
        struct str a = sound(*state, alike[i][0]), b = sound(*state, alike[i][1]);
        if (!a.n || !str_eq(a, b))
            fail_msg("%s is %.*s, %s is %.*s", alike[i][0], STR_ARG(a), alike[i][1], STR_ARG(b));
    }
}

static void names_that_sound_different_do_not(void **state)
{
    static const char *const different[][2] = {{"Mohammed", "Mahmood"}, {"Hassan", "Hussain"}, {"Smith", "Jones"},
        {"Patel", "Paton"}, {"Brown", "Green"}, {"Khan", "Kaur"}, {"Ahmed", "Ahsan"}, {"Mary", "Moore"},
        {"Ward", "Ford"}, {"Stephen", "Stuart"}, {"Kowalski", "Nowak"}, {"Ali", "Eli"}, {"Begum", "Bibi"},
        {"Rahman", "Rashid"}, {"Williams", "Wilson"}, {"Evans", "Owens"}, {"Taylor", "Tyson"}, {"Khan", "Kohn"},
        {"Robert", "Roberts"}, {"Jan", "Joan"}, {"Shah", "Sharma"}, {"Singh", "Shah"}, {"Omar", "Amir"}};
    for (size_t i = 0; i < COUNT_OF(different); i++) {
        struct str a = sound(*state, different[i][0]), b = sound(*state, different[i][1]);
        if (str_eq(a, b)) fail_msg("%s and %s are %.*s", different[i][0], different[i][1], STR_ARG(a));
    }
}

static void words_without_latin_letters_have_no_sound(void **state)
{
    assert_int_equal(name_phonetic(*state, STR("王小明")).n, 0);
    assert_int_equal(name_phonetic(*state, STR("smith2")).n, 0);
    assert_int_equal(name_phonetic(*state, STR("")).n, 0);
    assert_int_equal(name_phonetic(*state, STR("h")).n, 0);
    assert_true(name_phonetic(*state, STR("bcdfgklmnprtbcdfgklmnprt")).n <= NAME_PHONETIC_LONGEST);
}

static void a_particle_sounds_together_with_its_name(void **state)
{
    struct name_words spaced = name_sounds(*state, STR("O Connor")), whole = name_sounds(*state, STR("O'Connor"));
    assert_int_equal(whole.n, 1);
    assert_true(has(spaced, whole.items[0]));
}

static void distance_counts_slips_up_to_the_most_that_matter(void **state)
{
    static const struct {
        const char *a, *b;
        size_t most, distance;
    } cases[] = {{"", "", 2, 0}, {"smith", "smith", 2, 0}, {"smith", "smiht", 2, 1}, {"smith", "smit", 2, 1},
        {"smith", "smythe", 3, 2}, {"rahman", "rehmann", 3, 2}, {"abc", "", 5, 3}, {"abc", "xyz", 2, 3},
        {"kitten", "sitting", 5, 3}, {"ca", "abc", 5, 3}, {"żółw", "zolw", 5, 3}, {"smith", "jones", 1, 2},
        {"a", "bcdef", 2, 3}, {"ab", "ba", 0, 1}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str a = str_from_cstr(cases[i].a), b = str_from_cstr(cases[i].b);
        assert_int_equal(name_distance(a, b, cases[i].most), cases[i].distance);
        assert_int_equal(name_distance(b, a, cases[i].most), cases[i].distance);
    }
}

static void other_forms_of_a_name_are_known_both_ways(void **state)
{
    static const char *const forms[][2] = {{"bill", "william"}, {"liz", "elizabeth"}, {"peggy", "margaret"},
        {"bob", "robert"}, {"mo", "mohammed"}, {"mo", "maureen"}, {"kasia", "katarzyna"}, {"sian", "sian"},
        {"isabel", "isobel"}, {"becca", "rebecca"}, {"dick", "richard"}};
    struct str out[20];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms) * 2; i++) {
        struct str a = str_from_cstr(forms[i / 2][i % 2]), b = str_from_cstr(forms[i / 2][1 - i % 2]);
        size_t n = name_other_forms(a, out, COUNT_OF(out));
        bool found = false;
        for (size_t k = 0; k < n; k++) found = found || str_eq(out[k], b);
        assert_int_equal(found, !str_eq(a, b));
    }
    assert_int_equal(name_other_forms(STR(""), out, COUNT_OF(out)), 0);
    assert_int_equal(name_other_forms(STR("mo"), out, 1), 1);
}

static void oversized_names_are_cut_not_fatal(void **state)
{
    char text[4000];
    for (size_t i = 0; i < sizeof text; i++) text[i] = "a'b c-d"[i % 7];
    struct str hostile = {text, sizeof text};
    assert_true(name_words(*state, hostile).n <= NAME_WORDS_MOST);
    assert_true(name_index_words(*state, hostile).n <= NAME_FORMS_MOST);
    memset(text, 'x', sizeof text);
    assert_int_equal(name_words(*state, hostile).items[0].n, NAME_WORD_LETTERS);
    assert_true(unicode_upper(*state, hostile).n == sizeof text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_split_into_folded_words),
        cmocka_unit_test(every_way_of_writing_a_name_is_among_its_index_words),
        cmocka_unit_test(names_that_sound_alike_share_a_key),
        cmocka_unit_test(names_that_sound_different_do_not),
        cmocka_unit_test(words_without_latin_letters_have_no_sound),
        cmocka_unit_test(a_particle_sounds_together_with_its_name),
        cmocka_unit_test(distance_counts_slips_up_to_the_most_that_matter),
        cmocka_unit_test(other_forms_of_a_name_are_known_both_ways),
        cmocka_unit_test(oversized_names_are_cut_not_fatal),
    };
    return cmocka_run_group_tests_name("nhs names", tests, with_arena, drop_arena);
}
