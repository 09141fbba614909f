-- Nothing: this number is kept for a migration made on another branch, which takes the place of this file.
SELECT 1;
