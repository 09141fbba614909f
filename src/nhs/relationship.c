#include "nhs/relationship.h"

// clang-format off
#define RELATIONSHIP_LIST(X) \
    X("WIFE", "Wife") X("HUSB", "Husband") X("SPS", "Husband, wife or civil partner") X("DOMPART", "Partner") \
    X("SIGOTHR", "Partner") X("FMRSPS", "Former husband or wife") X("DAU", "Daughter") X("DAUC", "Daughter") \
    X("SON", "Son") X("SONC", "Son") X("CHILD", "Child") X("NCHILD", "Child") X("STPCHLD", "Stepchild") \
    X("STPDAU", "Stepdaughter") X("STPSON", "Stepson") X("CHLDADOPT", "Adopted child") \
    X("CHLDFOST", "Foster child") X("MTH", "Mother") X("NMTH", "Mother") X("FTH", "Father") X("NFTH", "Father") \
    X("PRN", "Parent") X("NPRN", "Parent") X("STPMTH", "Stepmother") X("STPFTH", "Stepfather") \
    X("STPPRN", "Step-parent") X("ADOPTP", "Adoptive parent") X("PRNFOST", "Foster parent") X("SIB", "Sibling") \
    X("NSIB", "Sibling") X("HSIB", "Half-sibling") X("SIS", "Sister") X("NSIS", "Sister") X("BRO", "Brother") \
    X("NBRO", "Brother") X("GRPRN", "Grandparent") X("GRMTH", "Grandmother") X("GRFTH", "Grandfather") \
    X("GRNDCHILD", "Grandchild") X("GRNDDAU", "Granddaughter") X("GRNDSON", "Grandson") X("AUNT", "Aunt") \
    X("UNCLE", "Uncle") X("NIENEPH", "Niece or nephew") X("NIECE", "Niece") X("NEPHEW", "Nephew") \
    X("COUSN", "Cousin") X("INLAW", "In-law") X("CHLDINLAW", "Son- or daughter-in-law") \
    X("DAUINLAW", "Daughter-in-law") X("SONINLAW", "Son-in-law") X("PRNINLAW", "Parent-in-law") \
    X("MTHINLAW", "Mother-in-law") X("FTHINLAW", "Father-in-law") X("SIBINLAW", "Brother- or sister-in-law") \
    X("BROINLAW", "Brother-in-law") X("SISINLAW", "Sister-in-law") X("FAMMEMB", "Relative") X("EXT", "Relative") \
    X("FRND", "Friend") X("NBOR", "Neighbour") X("ROOM", "Housemate") X("GUARD", "Guardian") \
    X("POWATT", "Has power of attorney") X("HPOWATT", "Has power of attorney for health and welfare") \
    X("DPOWATT", "Has lasting power of attorney") X("SPOWATT", "Has power of attorney for one matter") \
    X("ECON", "Emergency contact") X("NOK", "Next of kin") X("CAREGIVER", "Carer") \
    X("C", "Emergency contact") X("EP", "Emergency contact") X("N", "Next of kin") X("E", "Employer") \
    X("CP", "Contact") X("BP", "Contact for bills") X("PR", "Makes the referral") X("O", "Other contact") \
    X("U", "Relationship not said") X("Agent", "Acts for the person") X("Guardian", "Guardian") \
    X("Personal", "Personal contact") X("Dependant", "Depends on the person") \
    X("NonDependant", "Does not depend on the person") X("ProxyContact", "Is contacted in the person’s place") \
    X("ProxyCommunication", "Speaks for the person") \
    X("ProxyContactCommunication", "Is contacted and speaks for the person") X("Carer", "Carer") \
    X("NotSpecified", "Relationship not said") X("PolygamousPartner", "Partner")
// clang-format on

struct str relationship_words(struct str code)
{
    static const struct str rows[][2] = {
#define RELATIONSHIP_ROW(code, words) {STR_INIT(code), STR_INIT(words)},
        RELATIONSHIP_LIST(RELATIONSHIP_ROW)
#undef RELATIONSHIP_ROW
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(rows[i][0], code)) return rows[i][1];
    return STR_NONE;
}
