#include "care/coded/coded_original.h"

#include "base/limits.h"
#include "wire/zstd_library.h"

enum { DICTIONARY_VERSION = 1, LEVEL = 1 };

/* What is met most often stands last: the nearer the end, the cheaper a match. */
static const char dictionary[] =
    "{\"resourceType\":\"Immunization\",\"status\":\"completed\",\"vaccineCode\":{\"coding\":[{\"system\":"
    "\"https://dmd.nhs.uk\",\"code\":\"\",\"display\":\"Influenza "
    "vaccine\"}]},\"patient\":{\"reference\":\"Patient/"
    "\",\"primarySource\":true,\"occurrenceDateTime\":\"2021-10-04\",\"lotNumber\":\"\",\"site\":{\"coding\":["
    "{\"resourceType\":\"Procedure\",\"status\":\"completed\",\"performedDateTime\":\"\",\"performedPeriod\":{"
    "\"start\":"
    "\"2017-03-15T22:48:50+00:00\",\"end\":\"\"},\"reasonReference\":[{\"reference\":\"urn:uuid:"
    "{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"class\":{\"system\":"
    "\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"},\"type\":[{\"coding\":[{\"system\":"
    "\"http://snomed.info/sct\",\"code\":\"185349003\",\"display\":\"Encounter for check up "
    "(procedure)\"}],\"text\":"
    "\"}],\"participant\":[{\"individual\":{\"reference\":\"Practitioner/"
    "\"}}],\"period\":{\"start\":\"\",\"end\":\"\"},"
    "\"serviceProvider\":{\"reference\":\"Organization/"
    "{\"resourceType\":\"MedicationRequest\",\"status\":\"active\",\"intent\":\"order\","
    "\"medicationCodeableConcept\":"
    "{\"coding\":[{\"system\":\"https://dmd.nhs.uk\",\"code\":\"\",\"display\":\"\"}],\"text\":\" MG Oral "
    "Tablet\"},"
    "\"subject\":{\"reference\":\"Patient/\"},\"authoredOn\":\"2019-01-25\",\"requester\":{\"reference\":\""
    "\"dosageInstruction\":[{\"text\":\"One to be taken each day\"}]"
    "{\"resourceType\":\"Observation\",\"status\":\"final\",\"category\":[{\"coding\":[{\"system\":"
    "\"http://terminology.hl7.org/CodeSystem/observation-category\",\"code\":\"vital-signs\",\"display\":"
    "\"Vital Signs\"}]},\"code\":\"laboratory\",\"display\":\"Laboratory\"}],\"code\":{\"coding\":[{\"system\":"
    "\"http://loinc.org\",\"code\":\"8302-2\",\"display\":\"Body Height\"}],\"text\":\"\"},\"effectiveDateTime\":"
    "\"2012-10-04T22:48:50+00:00\",\"issued\":\"2022-03-08T14:23:00+00:00\",\"performer\":[{\"reference\":\""
    "\"component\":[{\"code\":{\"coding\":[{\"system\":\"http://snomed.info/"
    "sct\",\"code\":\"271649006\",\"display\":"
    "\"Systolic blood pressure\"}]},\"valueQuantity\":{\"value\":1,\"unit\":\"mmHg\",\"system\":"
    "\"http://unitsofmeasure.org\",\"code\":\"mm[Hg]\"}},\"referenceRange\":[{\"low\":{\"value\":"
    "{\"resourceType\":\"Condition\",\"id\":\"\",\"meta\":{\"profile\":["
    "\"https://fhir.hl7.org.uk/StructureDefinition/"
    "UKCore-Condition\"]},\"clinicalStatus\":{\"coding\":[{\"system\":"
    "\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\"active\"}]},\"verificationStatus\":"
    "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/"
    "condition-ver-status\",\"code\":\"confirmed\"}]},"
    "\"category\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-category\",\"code\":"
    "\"encounter-diagnosis\",\"display\":\"Encounter Diagnosis\"}]}],\"code\":\"problem-list-item\",\"display\":"
    "\"Problem List Item\"}]}],\"encounter\":{\"reference\":\"urn:uuid:\"},\"code\":{\"coding\":[{\"system\":"
    "\"http://snomed.info/sct\",\"code\":\"\",\"display\":\" (disorder)\"}],\"text\":\" (finding)\"},\"subject\":"
    "{\"reference\":\"Patient/"
    "\"},\"onsetDateTime\":\"2015-07-10\",\"abatementDateTime\":\"\",\"recordedDate\":\"20";

struct coded_packer {
    ZSTD_CCtx *work;
    ZSTD_CDict *dictionary;
};

struct coded_packer *coded_packer_new(void)
{
    struct coded_packer *p = calloc(1, sizeof *p);
    if (p) {
        p->work = ZSTD_createCCtx();
        p->dictionary = ZSTD_createCDict(dictionary, sizeof dictionary - 1, LEVEL);
    }
    if (!p || !p->work || !p->dictionary) BUG("no memory for compression");
    return p;
}

void coded_packer_free(struct coded_packer *p)
{
    if (!p) return;
    ZSTD_freeCDict(p->dictionary);
    ZSTD_freeCCtx(p->work);
    free(p);
}

struct str coded_original_pack(struct coded_packer *p, struct arena *a, struct str json)
{
    size_t room = ZSTD_compressBound(json.n) + 1;
    char *out = ARENA_ARRAY(a, char, room);
    out[0] = DICTIONARY_VERSION;
    size_t n = ZSTD_compress_usingCDict(p->work, out + 1, room - 1, json.p, json.n, p->dictionary);
    if (ZSTD_isError(n)) BUG("compression failed: %s", ZSTD_getErrorName(n));
    return (struct str){out, n + 1};
}

static void release(ZSTD_DCtx **work)
{
    ZSTD_freeDCtx(*work);
}

enum err coded_original_unpack(struct arena *a, struct str packed, struct str *ret_json)
{
    if (packed.n < 2 || packed.p[0] != DICTIONARY_VERSION) return ERR_DAMAGED;
    struct str frame = str_skip(packed, 1);
    unsigned long long size = ZSTD_getFrameContentSize(frame.p, frame.n);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > LIMIT_NDJSON_LINE)
        return ERR_DAMAGED;
    if (!arena_has_room(a, (size_t)size + 1)) return ERR_TOO_LARGE;
    ZSTD_DCtx *work CLEANUP(release) = ZSTD_createDCtx();
    if (!work) return ERR_FULL;
    char *out = ARENA_ARRAY(a, char, (size_t)size + 1);
    size_t n =
        ZSTD_decompress_usingDict(work, out, (size_t)size, frame.p, frame.n, dictionary, sizeof dictionary - 1);
    if (ZSTD_isError(n) || n != (size_t)size) return ERR_DAMAGED;
    *ret_json = (struct str){out, n};
    return ERR_NONE;
}
