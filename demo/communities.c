/* Names by community, from common to rare, with what language is spoken at home and who needs an interpreter. */
#include "care/demo/demo_words.h"

#define ENGLISH_FAMILY \
    "Smith", "Jones", "Taylor", "Brown", "Wilson", "Davies", "Johnson", "Walker", "Wright", "Robinson", \
        "Thompson", "White", "Hughes", "Edwards", "Green", "Hall", "Wood", "Harris", "Lewis", "Martin", \
        "Jackson", "Clarke", "Clark", "Turner", "Hill", "Cooper", "Morris", "Ward", "Moore", "Baker", "Harrison", \
        "Morgan", "Allen", "James", "Watson", "Mitchell", "Phillips", "Parker", "Bennett", "Shaw", "Cook", \
        "Richardson", "Carter", "Bailey", "Collins", "Bell", "Marshall", "Barker", "Dixon", "Hunt", "Palmer", \
        "Holmes", "Mills", "Rogers", "Gibson", "Knight", "Webb", "Matthews", "Fisher", "Barnes", "Lloyd", \
        "Butler", "Russell", "Stevens", "Jenkins", "Dean", "Booth", "Fletcher", "Ellis", "Simpson", "Reynolds", \
        "Hartley", "Sutcliffe", "Whitaker", "Greenwood", "Ackroyd", "Holroyd", "Thornton", "Hargreaves", \
        "Ramsden", "Armitage", "Bairstow", "Crowther", "Dyson", "Earnshaw", "Firth", "Haigh", "Illingworth", \
        "Jagger", "Kershaw", "Lumb", "Midgley", "Naylor", "Oldroyd", "Pickles", "Rawnsley", "Stansfield", \
        "Tordoff", "Uttley", "Varley", "Wadsworth", "Yeadon", "Campbell", "Stewart", "Macdonald", "Fraser", \
        "Ferguson", "Griffiths", "Price", "Bowen", "Pritchard", "Smith-Jones", "Hope-Turner", "Ashworth-Bell"
#define ENGLISH_WOMEN_OLD \
    "Margaret", "Patricia", "Jean", "Mary", "Joan", "Christine", "Kathleen", "Dorothy", "Barbara", "Maureen", \
        "Susan", "Sheila", "Brenda", "Ann", "Doreen", "Jennifer", "Joyce", "Marjorie", "Irene", "Pauline", \
        "Eileen", "Audrey", "Beryl", "Betty", "Elsie", "Hilda", "Freda", "Janet", "Linda", "Judith", "Sandra", \
        "Carol", "Elizabeth", "Rosemary", "Muriel", "Edna", "Vera", "Olive", "Winifred", "Constance"
#define ENGLISH_WOMEN_MIDDLE \
    "Susan", "Sarah", "Nicola", "Karen", "Julie", "Emma", "Claire", "Joanne", "Lisa", "Samantha", "Michelle", \
        "Rachel", "Rebecca", "Helen", "Deborah", "Tracey", "Jane", "Amanda", "Louise", "Kelly", "Alison", \
        "Angela", "Laura", "Victoria", "Lindsay", "Jacqueline", "Gemma", "Donna", "Andrea", "Catherine", "Dawn", \
        "Elaine", "Heather", "Natalie", "Zoe", "Kerry", "Lorraine", "Ruth", "Hazel", "Paula"
#define ENGLISH_WOMEN_YOUNG \
    "Chloe", "Emily", "Jessica", "Olivia", "Charlotte", "Sophie", "Amelia", "Lucy", "Megan", "Grace", "Lily", \
        "Ella", "Isla", "Ava", "Mia", "Evie", "Poppy", "Freya", "Isabella", "Holly", "Daisy", "Ruby", "Florence", \
        "Hannah", "Bethany", "Ellie", "Phoebe", "Molly", "Rosie", "Alice", "Erin", "Imogen", "Willow", "Ivy", \
        "Matilda", "Harper", "Maisie", "Eleanor", "Orla", "Thea"
#define ENGLISH_MEN_OLD \
    "John", "David", "Michael", "Peter", "Brian", "William", "Robert", "Alan", "James", "George", "Kenneth", \
        "Ronald", "Derek", "Thomas", "Raymond", "Roy", "Dennis", "Keith", "Terence", "Geoffrey", "Gordon", \
        "Harold", "Arthur", "Barry", "Eric", "Frank", "Stanley", "Trevor", "Malcolm", "Colin", "Roger", "Donald", \
        "Norman", "Ernest", "Frederick", "Edward", "Jack", "Leonard", "Walter", "Albert"
#define ENGLISH_MEN_MIDDLE \
    "Paul", "Mark", "Andrew", "David", "Stephen", "Ian", "Simon", "Christopher", "Matthew", "Richard", "Daniel", \
        "Lee", "Jason", "Anthony", "Gary", "Neil", "Craig", "Darren", "Jonathan", "Stuart", "Kevin", "Martin", \
        "Robert", "Adam", "Philip", "Graham", "Wayne", "Carl", "Ben", "Nathan", "Scott", "Gareth", "Timothy", \
        "Dean", "Russell", "Adrian", "Shaun", "Nigel", "Duncan", "Marcus"
#define ENGLISH_MEN_YOUNG \
    "Jack", "Thomas", "Oliver", "George", "Harry", "Joshua", "James", "Charlie", "William", "Noah", "Alfie", \
        "Oscar", "Jacob", "Leo", "Archie", "Theo", "Henry", "Freddie", "Arthur", "Ethan", "Lewis", "Callum", \
        "Connor", "Ryan", "Jake", "Luke", "Max", "Dylan", "Isaac", "Toby", "Finley", "Logan", "Harrison", \
        "Reuben", "Elliot", "Kai", "Bradley", "Jamie", "Rowan", "Sonny"
#define SAME(...) \
    { \
        DEMO_WORDS(__VA_ARGS__), DEMO_WORDS(__VA_ARGS__), DEMO_WORDS(__VA_ARGS__) \
    }
#define ENGLISH_WOMEN \
    { \
        DEMO_WORDS(ENGLISH_WOMEN_OLD), DEMO_WORDS(ENGLISH_WOMEN_MIDDLE), DEMO_WORDS(ENGLISH_WOMEN_YOUNG) \
    }
#define ENGLISH_MEN \
    { \
        DEMO_WORDS(ENGLISH_MEN_OLD), DEMO_WORDS(ENGLISH_MEN_MIDDLE), DEMO_WORDS(ENGLISH_MEN_YOUNG) \
    }

#define MUSLIM_WOMEN \
    "Fatima", "Aisha", "Zainab", "Maryam", "Nasreen", "Shazia", "Saima", "Rukhsana", "Yasmin", "Razia", \
        "Parveen", "Samina", "Khadija", "Amina", "Hafsa", "Sana", "Iqra", "Tahira", "Bushra", "Farzana", \
        "Noreen", "Sadia", "Rabia", "Mehwish", "Naila", "Zahida", "Humaira", "Uzma", "Safa", "Zara"
#define MUSLIM_MEN \
    "Mohammed", "Muhammad", "Ahmed", "Ali", "Imran", "Tariq", "Usman", "Bilal", "Hassan", "Abdul", "Zahid", \
        "Nadeem", "Khalid", "Asif", "Shahid", "Yusuf", "Ibrahim", "Omar", "Hamza", "Waqas", "Faisal", "Javed", \
        "Arshad", "Rashid", "Kamran", "Adnan", "Haroon", "Zubair", "Sajid", "Zayn"

const struct demo_community demo_communities[] = {
    {.name = "British",
        .share = {658, 772, 897},
        .deprived = -7,
        .ethnicity = ETHNICITY_WHITE_BRITISH,
        .family = DEMO_WORDS(ENGLISH_FAMILY),
        .women = ENGLISH_WOMEN,
        .men = ENGLISH_MEN,
        .middle_names = true,
        .three_generations = 10},
    {.name = "Pakistani",
        .share = {36, 24, 10},
        .deprived = 80,
        .origin = DEMO_ORIGIN_SOUTH_ASIAN,
        .ethnicity = ETHNICITY_ASIAN_PAKISTANI,
        .surnames = DEMO_SURNAMES_WIVES_OWN,
        .family =
            DEMO_WORDS("Khan", "Hussain", "Ahmed", "Mahmood", "Iqbal", "Shah", "Malik", "Akhtar", "Ali", "Mirza",
                "Rashid", "Butt", "Chaudhry", "Aslam", "Sheikh", "Qureshi", "Siddiqui", "Raja", "Yousaf", "Rafiq",
                "Javed", "Nawaz", "Zaman", "Hanif", "Shabir", "Latif", "Mughal", "Bashir", "Ashraf", "Saleem"),
        .own_family = DEMO_WORDS("Begum", "Bibi", "Akhtar", "Kauser", "Khatoon", "Parveen", "Jan", "Sultana"),
        .women = SAME(MUSLIM_WOMEN),
        .men = SAME(MUSLIM_MEN),
        .language = "ur",
        .second_language = "pa",
        .second_share = 45,
        .speaks = {12, 45, 85},
        .interpreter = {10, 30, 65},
        .three_generations = 160},
    {.name = "Bangladeshi",
        .share = {14, 9, 3},
        .deprived = 60,
        .origin = DEMO_ORIGIN_SOUTH_ASIAN,
        .ethnicity = ETHNICITY_ASIAN_BANGLADESHI,
        .surnames = DEMO_SURNAMES_WIVES_OWN,
        .family = DEMO_WORDS("Rahman", "Uddin", "Islam", "Miah", "Ahmed", "Hussain", "Ali", "Choudhury", "Alam",
            "Khan", "Haque", "Hoque", "Karim", "Chowdhury", "Malik", "Sarkar", "Talukder", "Bhuiyan"),
        .own_family = DEMO_WORDS("Begum", "Khatun", "Bibi", "Akter", "Sultana", "Nessa"),
        .women = SAME("Amina", "Rahima", "Fatema", "Salma", "Shirin", "Nazma", "Rokeya", "Hasina", "Taslima",
            "Ayesha", "Farhana", "Sharmin", "Jahanara", "Momtaz", "Nargis", "Sabina", "Lutfa", "Tahmina",
            "Mahmuda", "Sumaiya"),
        .men = SAME("Mohammed", "Abdul", "Shofiqul", "Anwar", "Rafiqul", "Kamal", "Jamal", "Nurul", "Faruk",
            "Habibur", "Mizanur", "Shahin", "Mahbub", "Nazrul", "Tareq", "Sajid", "Ashraful", "Iqbal", "Rezaul",
            "Tanvir"),
        .language = "syl",
        .second_language = "bn",
        .second_share = 30,
        .speaks = {20, 60, 92},
        .interpreter = {12, 38, 75},
        .three_generations = 190},
    {.name = "Punjabi Sikh",
        .share = {11, 10, 6},
        .deprived = -10,
        .origin = DEMO_ORIGIN_SOUTH_ASIAN,
        .ethnicity = ETHNICITY_ASIAN_INDIAN,
        .surnames = DEMO_SURNAMES_KAUR,
        .family = DEMO_WORDS("Sandhu", "Gill", "Dhillon", "Sidhu", "Grewal", "Bains", "Johal", "Mann", "Sohal",
            "Kang", "Uppal", "Virdee", "Dhaliwal", "Sahota", "Chana", "Bhogal"),
        .women = SAME("Harjit", "Manjit", "Gurpreet", "Jaswinder", "Kulwinder", "Simran", "Baljit", "Amarjit",
            "Sukhjit", "Navdeep", "Parminder", "Rajinder", "Jasleen", "Satwant", "Harleen", "Kiran"),
        .men = SAME("Harjit", "Gurdeep", "Balbir", "Jaspal", "Amrit", "Surjit", "Kuldip", "Manpreet", "Sukhdev",
            "Ranjit", "Arjan", "Jagtar", "Mohinder", "Parmjit", "Karanveer", "Satnam"),
        .language = "pa",
        .speaks = {10, 35, 75},
        .interpreter = {5, 20, 50},
        .three_generations = 170},
    {.name = "Indian",
        .share = {32, 22, 14},
        .deprived = -25,
        .origin = DEMO_ORIGIN_SOUTH_ASIAN,
        .ethnicity = ETHNICITY_ASIAN_INDIAN,
        .family = DEMO_WORDS("Patel", "Shah", "Mistry", "Desai", "Joshi", "Mehta", "Sharma", "Parmar", "Solanki",
            "Chauhan", "Kumar", "Thakkar", "Lad", "Nair", "Reddy", "Rao", "Iyer", "Menon", "Fernandes", "Thomas"),
        .women = SAME("Nisha", "Priya", "Hansa", "Kalpana", "Meena", "Jyoti", "Bhavna", "Anjali", "Pushpa", "Usha",
            "Rekha", "Kavita", "Sunita", "Diya", "Anaya", "Lakshmi", "Leela", "Asha", "Urmila", "Deepa"),
        .men =
            SAME("Anil", "Rajesh", "Suresh", "Ramesh", "Kishor", "Vijay", "Dinesh", "Sanjay", "Mukesh", "Bharat",
                "Arjun", "Rohan", "Nikhil", "Aarav", "Vivek", "Mahesh", "Jayesh", "Hitesh", "Prakash", "Dev"),
        .language = "gu",
        .second_language = "hi",
        .second_share = 35,
        .speaks = {22, 35, 65},
        .interpreter = {3, 12, 40},
        .three_generations = 120},
    {.name = "Tamil",
        .share = {14, 12, 5},
        .deprived = -5,
        .origin = DEMO_ORIGIN_SOUTH_ASIAN,
        .ethnicity = ETHNICITY_ASIAN_OTHER,
        .family = DEMO_WORDS("Sivakumar", "Rajaratnam", "Thevarajah", "Nadarajah", "Selvanathan", "Kandiah",
            "Arumugam", "Yoganathan", "Sellathurai", "Mahendran", "Sritharan", "Balasingam"),
        .women = SAME("Malathy", "Shanthini", "Kavitha", "Vasanthi", "Nirmala", "Thulasi", "Abirami", "Yalini",
            "Kala", "Suganya", "Pavithra", "Mathuri"),
        .men = SAME("Suresh", "Ravi", "Sivan", "Kumar", "Ganesh", "Mahesan", "Theepan", "Rajan", "Pirabu", "Arun",
            "Kugan", "Nimal"),
        .language = "ta",
        .speaks = {35, 60, 80},
        .interpreter = {8, 20, 55},
        .three_generations = 90},
    {.name = "Polish",
        .share = {55, 26, 6},
        .deprived = 10,
        .ethnicity = ETHNICITY_WHITE_OTHER,
        .surnames = DEMO_SURNAMES_GENDERED,
        .family = DEMO_WORDS("Nowak", "Kowalski", "Wiśniewski", "Wójcik", "Kowalczyk", "Kamiński", "Lewandowski",
            "Zieliński", "Szymański", "Woźniak", "Dąbrowski", "Kozłowski", "Jankowski", "Mazur", "Krawczyk",
            "Piotrowski", "Grabowski", "Pawłowski", "Michalski", "Król", "Wieczorek", "Jabłoński", "Wróbel",
            "Majewski", "Stępień"),
        .women = SAME("Anna", "Ewa", "Katarzyna", "Małgorzata", "Agnieszka", "Barbara", "Krystyna", "Magdalena",
            "Monika", "Joanna", "Aleksandra", "Zofia", "Zuzanna", "Julia", "Beata", "Dorota", "Halina", "Irena",
            "Maja"),
        .men = SAME("Piotr", "Krzysztof", "Andrzej", "Tomasz", "Paweł", "Jan", "Marcin", "Michał", "Marek",
            "Grzegorz", "Adam", "Łukasz", "Jakub", "Antoni", "Szymon", "Zbigniew", "Stanisław", "Wojciech",
            "Mateusz"),
        .language = "pl",
        .speaks = {55, 60, 60},
        .interpreter = {12, 28, 40}},
    {.name = "Romanian",
        .share = {40, 16, 2},
        .deprived = 40,
        .ethnicity = ETHNICITY_WHITE_OTHER,
        .family = DEMO_WORDS("Popescu", "Ionescu", "Popa", "Radu", "Dumitru", "Stan", "Stoica", "Gheorghe",
            "Matei", "Ciobanu", "Rusu", "Munteanu", "Marin", "Constantin", "Lazăr", "Florea", "Țurcanu", "Bălan"),
        .women = SAME("Maria", "Elena", "Ioana", "Andreea", "Mihaela", "Cristina", "Daniela", "Alina", "Gabriela",
            "Simona", "Roxana", "Florentina", "Larisa", "Sofia", "Bianca"),
        .men = SAME("Ion", "Andrei", "Alexandru", "Mihai", "Cristian", "Gheorghe", "Vasile", "Marian", "Florin",
            "Ionuț", "Adrian", "Daniel", "Ștefan", "Gabriel", "Luca"),
        .language = "ro",
        .second_language = "rom",
        .second_share = 12,
        .speaks = {70, 75, 80},
        .interpreter = {22, 40, 60}},
    {.name = "Irish",
        .share = {7, 10, 19},
        .deprived = 0,
        .ethnicity = ETHNICITY_WHITE_IRISH,
        .family = DEMO_WORDS("Murphy", "Kelly", "O’Sullivan", "Walsh", "O’Brien", "Byrne", "Ryan", "O’Connor",
            "O’Neill", "Reilly", "Doyle", "McCarthy", "Gallagher", "Doherty", "Kennedy", "Lynch", "Murray",
            "Quinn", "Moran", "O’Donnell", "Fitzgerald", "McLoughlin"),
        .women = SAME("Bridget", "Mary", "Kathleen", "Maeve", "Siobhán", "Aoife", "Niamh", "Orla", "Nora", "Breda",
            "Eileen", "Gráinne", "Róisín", "Ciara", "Una"),
        .men = SAME("Patrick", "Michael", "Seán", "Declan", "Liam", "Brendan", "Conor", "Eamon", "Kevin",
            "Padraig", "Finbar", "Dermot", "Cormac", "Oisín", "Niall"),
        .middle_names = true},
    {.name = "Caribbean",
        .share = {12, 19, 12},
        .deprived = 45,
        .origin = DEMO_ORIGIN_BLACK,
        .ethnicity = ETHNICITY_BLACK_CARIBBEAN,
        .family = DEMO_WORDS("Clarke", "Campbell", "Brown", "Williams", "Grant", "Francis", "Morrison", "Reid",
            "Gordon", "Bailey", "Thomas", "Powell", "Henry", "Lewis", "Daley", "Facey", "Gayle", "McKenzie",
            "Samuels", "Wynter"),
        .women = {DEMO_WORDS("Sylvia", "Gloria", "Myrtle", "Icilda", "Norma", "Hyacinth", "Cynthia", "Pearl",
                      "Enid", "Merlene", "Beverley", "Una"),
            DEMO_WORDS("Sharon", "Marcia", "Donna", "Beverley", "Yvonne", "Jacqueline", "Maxine", "Paulette",
                "Natasha", "Simone", "Michelle", "Claudette"),
            DEMO_WORDS(
                "Jasmine", "Aaliyah", "Kayla", "Naomi", "Tia", "Shanice", "Renée", "Amara", "Leah", "Zaria")},
        .men = {DEMO_WORDS("Winston", "Clifton", "Neville", "Lloyd", "Carlton", "Desmond", "Vincent", "Leroy",
                    "Rupert", "Everton", "Cecil", "Milton"),
            DEMO_WORDS("Trevor", "Errol", "Delroy", "Marlon", "Courtney", "Wayne", "Leon", "Garfield", "Dwayne",
                "Curtis", "Patrick", "Devon"),
            DEMO_WORDS("Jaden", "Malachi", "Tyrese", "Reece", "Jerome", "Isaiah", "Kieran", "Nathaniel", "Dante",
                "Zion")},
        .middle_names = true},
    {.name = "Nigerian",
        .share = {26, 22, 5},
        .deprived = 45,
        .origin = DEMO_ORIGIN_BLACK,
        .ethnicity = ETHNICITY_BLACK_AFRICAN,
        .family = DEMO_WORDS("Adeyemi", "Okafor", "Okoro", "Adebayo", "Balogun", "Okonkwo", "Oyelaran", "Eze",
            "Ogunleye", "Nwosu", "Bello", "Adeleke", "Obi", "Afolabi", "Chukwu", "Ibrahim"),
        .women = SAME("Grace", "Blessing", "Ngozi", "Funmilayo", "Chioma", "Folake", "Adaeze", "Yetunde", "Amara",
            "Esther", "Titilayo", "Ifeoma", "Temitope", "Oluwaseun", "Chidinma", "Ruth"),
        .men = SAME("Emeka", "Tunde", "Chinedu", "Oluwaseun", "Femi", "Samuel", "Ikechukwu", "Babatunde",
            "Kelechi", "Segun", "Obinna", "David", "Kayode", "Uche", "Emmanuel", "Daniel"),
        .middle_names = true,
        .language = "yo",
        .second_language = "ig",
        .second_share = 45,
        .speaks = {8, 14, 40},
        .interpreter = {2, 6, 30},
        .three_generations = 40},
    {.name = "Somali",
        .share = {14, 9, 2},
        .deprived = 75,
        .origin = DEMO_ORIGIN_BLACK,
        .ethnicity = ETHNICITY_BLACK_AFRICAN,
        .surnames = DEMO_SURNAMES_EACH_OWN,
        .family = DEMO_WORDS("Mohamed", "Ali", "Abdi", "Hassan", "Ahmed", "Farah", "Warsame", "Yusuf", "Omar",
            "Jama", "Nur", "Osman", "Hersi", "Dahir", "Isse", "Adan"),
        .women = SAME("Amina", "Hodan", "Faduma", "Halima", "Asha", "Ifrah", "Sahra", "Khadra", "Hibo", "Maryan",
            "Ayan", "Nimco", "Zamzam", "Ubah", "Fardowsa"),
        .men = SAME("Mohamed", "Abdi", "Ahmed", "Hassan", "Abdullahi", "Yusuf", "Ismail", "Abdirahman", "Mahad",
            "Liban", "Guled", "Mustafe", "Bashir", "Zakaria", "Idris"),
        .language = "so",
        .speaks = {40, 80, 95},
        .interpreter = {18, 50, 80},
        .three_generations = 90},
    {.name = "Chinese",
        .share = {14, 7, 4},
        .deprived = -5,
        .ethnicity = ETHNICITY_CHINESE,
        .surnames = DEMO_SURNAMES_EACH_OWN,
        .family = DEMO_WORDS("Chan", "Wong", "Lee", "Cheung", "Li", "Wang", "Zhang", "Chen", "Lam", "Liu", "Ng",
            "Yeung", "Ho", "Leung", "Tang", "Lau"),
        .women = SAME("Mei Ling", "Wing Yan", "Siu Fong", "Ka Yan", "Xiu Ying", "Li Na", "Wai Han", "Hoi Ching",
            "Jing", "Yuk Lan", "Fang", "Xin Yi"),
        .men = SAME("Chi Ming", "Ka Ho", "Wai Keung", "Wei", "Kwok Wah", "Tsz Hin", "Jun", "Siu Ming", "Yong",
            "Hao Ran", "Chun Kit", "Lei"),
        .language = "yue",
        .second_language = "cmn",
        .second_share = 40,
        .speaks = {40, 65, 90},
        .interpreter = {12, 35, 75},
        .three_generations = 60},
    {.name = "Mixed",
        .share = {38, 21, 8},
        .deprived = 25,
        .ethnicity = ETHNICITY_NONE,
        .family = DEMO_WORDS(ENGLISH_FAMILY),
        .women = ENGLISH_WOMEN,
        .men = ENGLISH_MEN,
        .middle_names = true},
    {.name = "Arab and Kurdish",
        .share = {29, 21, 7},
        .deprived = 45,
        .ethnicity = ETHNICITY_ANY_OTHER,
        .surnames = DEMO_SURNAMES_EACH_OWN,
        .family = DEMO_WORDS("Hassan", "Mahmoud", "Karim", "Aziz", "Saleh", "Ibrahim", "Al-Khatib", "Haddad",
            "Darwish", "Salim", "Mustafa", "Amin", "Rasul", "Barzani"),
        .women = SAME("Layla", "Rania", "Huda", "Noor", "Mona", "Samar", "Dilan", "Shilan", "Suha", "Lina",
            "Berivan", "Rasha", "Abir", "Salwa"),
        .men = SAME("Omar", "Karwan", "Samir", "Hassan", "Bashar", "Khaled", "Rebwar", "Hiwa", "Mazin", "Nabil",
            "Tariq", "Azad", "Walid", "Youssef"),
        .language = "ar",
        .second_language = "ckb",
        .second_share = 45,
        .speaks = {60, 80, 90},
        .interpreter = {25, 50, 75},
        .three_generations = 50},
};
const size_t demo_community_count = COUNT_OF(demo_communities);
