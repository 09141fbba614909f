-- In which setting the person is to be supported: decided with who gets the referral. Owner: care/referrals.
-- NULL: nobody has decided yet. The words are those of care_case.setting.
ALTER TABLE referral ADD COLUMN setting TEXT CHECK (setting IN ('general', 'cancer', 'end_of_life', 'learning_disability',
    'dementia', 'anticipatory', 'elective', 'care_homes', 'long_term', 'perioperative', 'children'));
