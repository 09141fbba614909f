#include "nhs/name_match.h"

/* Each row is one name and its other forms, as name_words gives them. A form may belong to several names. */
static const char *const FAMILIES[] = {
    "abdul abdel abd",
    "abigail abby abbie",
    "agnieszka aga",
    "ahmed ahmad ahmet",
    "aisha ayesha aysha",
    "albert al bert bertie",
    "aleksandra ola",
    "alexander alex alec sandy alexandra",
    "alfred alf alfie fred",
    "alison ali allison",
    "amanda mandy",
    "andrew andy drew",
    "angela angie",
    "anne ann anna annie nan",
    "anthony antony tony",
    "arthur art artie",
    "barbara barb babs basia",
    "benjamin ben benny",
    "bernard bernie",
    "bridget biddy bridie brigid",
    "caroline carol carrie",
    "catherine katherine kathryn kate katie kathy cathy kitty",
    "charles charlie chas chuck",
    "charlotte lottie charlie",
    "christine chris chrissie tina",
    "christopher chris kit",
    "daniel dan danny",
    "david dave davy dai",
    "deborah debra deb debbie",
    "dennis den denis",
    "derek del",
    "donald don",
    "dorothy dot dotty dolly",
    "douglas doug",
    "edith edie",
    "edward ed eddie ted teddy ned",
    "eleanor ellie nell nellie elinor",
    "elizabeth elisabeth liz lizzie beth betty bess libby eliza lisa",
    "emily em milly",
    "florence flo florrie flossie",
    "francis frank",
    "frances fran franny",
    "frederick fred freddie",
    "gareth gaz",
    "geoffrey jeffrey geoff jeff",
    "gerald gerry jerry",
    "gillian gill jill",
    "gladys glad",
    "graham graeme grahame",
    "gregory greg",
    "harold harry hal",
    "helen nell ellen",
    "henry harry hal",
    "isabel isobel isabelle izzy bel",
    "jacqueline jackie jacqui",
    "james jim jimmy jamie",
    "jane janie jenny janet",
    "jennifer jen jenny",
    "jessica jess jessie",
    "john jack johnny jon",
    "jonathan jon jonny",
    "joseph joe joey jozef",
    "joshua josh",
    "judith judy",
    "katarzyna kasia kate",
    "kenneth ken kenny",
    "kimberley kim",
    "krzysztof krzys chris",
    "laurence lawrence larry laurie",
    "leonard len lenny",
    "leslie les lesley",
    "lewis louis lou luis",
    "louise lou",
    "malgorzata gosia margaret",
    "margaret maggie meg peggy madge marge margie rita daisy",
    "mary molly polly may",
    "matthew matt",
    "maureen mo",
    "maximilian max",
    "michael mick mike micky mikey",
    "mohammed muhammad mohamed mohammad mohamad muhammed mohamud mohd md mo",
    "nathaniel nathan nat",
    "nicholas nicolas nick nicky",
    "nicola nicky nikki",
    "oliver ollie",
    "pamela pam",
    "patricia pat patsy tricia trish",
    "patrick pat paddy padraig",
    "peter pete",
    "philip phillip phil",
    "philippa pippa",
    "rachel rachael",
    "raymond ray",
    "rebecca becky becca",
    "richard dick rick ricky rich dickie",
    "robert rob bob bobby robbie bert",
    "roderick rod",
    "ronald ron ronnie",
    "samantha sam",
    "samuel sam sammy",
    "sandra sandy",
    "sarah sara sally sadie",
    "sean shaun shawn",
    "sidney sydney sid syd",
    "stanley stan",
    "stephen steven steve stefan",
    "stewart stuart stu",
    "susan sue susie suzanne",
    "syed sayed sayyid",
    "terence terry terrence",
    "theodore theo ted",
    "theresa teresa terry tess",
    "thomas tom tommy",
    "timothy tim",
    "valerie val",
    "veronica ronnie",
    "victor vic",
    "victoria vicky vicki tori",
    "vincent vince",
    "violet vi",
    "walter walt wally",
    "william bill billy will willie liam",
    "winifred win winnie",
    "yusuf yousuf youssef yusef",
    "zachary zach zak",
};

static bool has_word(struct str row, struct str word)
{
    while (row.p)
        if (str_eq(str_cut(&row, ' '), word)) return true;
    return false;
}

bool name_is_other_form(struct str a, struct str b)
{
    if (!a.n || !b.n) return false;
    for (size_t i = 0; i < COUNT_OF(FAMILIES); i++) {
        struct str row = str_from_cstr(FAMILIES[i]);
        if (has_word(row, a) && has_word(row, b)) return true;
    }
    return false;
}

size_t name_other_forms(struct str word, struct str *out, size_t room)
{
    size_t n = 0;
    if (!word.n) return 0;
    for (size_t i = 0; i < COUNT_OF(FAMILIES); i++) {
        struct str row = str_from_cstr(FAMILIES[i]);
        if (!has_word(row, word)) continue;
        while (row.p && n < room) {
            struct str form = str_cut(&row, ' ');
            if (!str_eq(form, word)) out[n++] = form;
        }
    }
    return n;
}
