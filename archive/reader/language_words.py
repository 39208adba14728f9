"""Words by which a language is told from others, in lower case: a table that a linguist can extend.

A row holds the words that hardly any sentence of the language does without, and those that its nearest
relatives write otherwise ("bahawa" is Malay for Indonesian "bahwa"). A word may stand in several rows:
then it does not tell these languages apart.
"""

from __future__ import annotations

#: What Indonesian and Malay write alike.
_MALAY_AND_INDONESIAN = """
    yang dan di ke dari untuk pada dengan dalam ini itu akan tidak telah oleh sebagai juga mereka kami
    kita saya dia atau tersebut seperti lebih sudah dapat ketika para hingga sejak namun tetapi tapi
    antara melalui secara serta terhadap tentang menjadi merupakan belum masih hanya banyak salah satu
    dua tiga tahun orang kata menurut jika kalau apa siapa bagaimana mengapa kepada atas bagi sangat
    bukan lagi pun sebelum selama tanpa hari sebuah seorang beberapa semua setiap boleh daripada adalah
    sedang sehingga walaupun setelah beliau berkata turut agar supaya hendak waktu tepi luar negeri
    ahli kerajaan ramai bermula lapangan malam pagi siang masa mana pernah tiba tak
"""

#: The words of each language.
WORDS = {
    "id": _MALAY_AND_INDONESIAN
    + """
        karena bahwa bisa harus saat ujar mengatakan polisi tentara senin kamis jumat minggu persen
        rupiah mobil dokter obat perusahaan uang televisi universitas pemilu maret agustus desember juli
        juni pekan usai ketimbang sedangkan gubernur bupati provinsi nomor enggak nggak kasus kantor
        kerja resmi kesehatan anda kalian jadi sementara maupun adanya yakni ia maka hal warga sekitar
        ingin mau per sore ulang
    """,
    "ms": _MALAY_AND_INDONESIAN
    + """
        bahawa kerana ialah selepas sahaja iaitu manakala polis isnin khamis jumaat mac ogos disember
        julai jun peratus setakat tentera syarikat universiti televisyen akhbar wang sekiranya menerusi
        kesihatan sukan pelbagai mesyuarat jawatan telefon parlimen pengundi mengundi dijangka berjaya
        kejayaan kanak-kanak doktor ubat jururawat mengikut jenayah siasatan peguam kemalangan maklumat
        nak hendaklah semasa mahu bandar lori bas baharu hospital kerajaan bermula berbanding ahli
    """,
    "jv": """
        ing sing kang lan saka marang karo kanggo ora iki kuwi iku ana dadi wis durung bakal yaiku nanging
        uga amarga nalika minangka dening wong bisa taun dina luwih akeh kabeh kaya menyang sawise
        sadurunge nganti wae mung banjur aku kowe dheweke padha tansah isih arep kudu kandha ngandika
        tumrap lumantar wektu omah neng nang awit senajan sanajan punika inggih menika kula panjenengan
        boten wonten badhe dipun saged kaliyan dhateng saking ingkang tiyang sampun saben yen sapa apa
        wong-wong saiki wiwit banget melu teka lagi saged mangkono tinimbang
    """,
    "su": """
        nu jeung anu ka ti dina di keur pikeun teu henteu aya eta éta ieu urang maranéhna maranehna kudu
        geus parantos sareng kana tina oge ogé lamun bakal ceuk saur nalika kuring abdi anjeun manéhna
        manehna loba sadaya nepi tepi salian sanajan waktu taun poé poe imah jalma hayang embung moal
        mah téh teh ulah kitu kieu naon saha kumaha naha sabab alatan sangkan supados dugi ngeunaan ku
        leuwih sanggeus saméméh sameme yén yen ngan deui iraha ayeuna resep pisan upami atawa
    """,
    "en": """
        the of and to in is was for that on with as by at from are were be been has have had it its this
        these those they their them he his him she her we our us you your my me not but or which who will
        would could should about after before more most than into over said says say there when what if
        no all an a do does did can may because while where how only out up so some any other one also
        between against under since until during through first new just very still such
    """,
    "nl": """
        de het een van en in is op te dat die niet met voor zijn aan er naar om door bij ook maar als uit
        nog wel dan werd heeft deze worden hebben tot over meer geen wordt
    """,
    "de": """
        der die das und ist nicht ein eine von mit den dem zu auf für im sich des auch als werden wurde
        sind hat dass er sie es aus bei nach wie noch nur oder über
    """,
    "fr": """
        le la les des du de un une et est dans pour qui que sur par pas avec ce cette il elle ils au aux
        ne se plus son sa ses leur été sont ont mais ou nous vous je comme selon après deux parce qu'ils
    """,
    "es": """
        el la los las de del un una y en que es por para con no se su sus al lo como más pero fue ha han
        este esta son sobre entre también según hasta desde cuando porque dos
    """,
    "pt": """
        o a os as de do da dos das um uma e em que é por para com não se seu sua no na nos nas ao à como
        mais mas foi são está este esta também entre segundo até quando pelo pela porque dois seus vão
    """,
    "it": """
        il lo la gli le di del della dei un una e è che per con non si su come più ma sono stato anche nel
        nella alla dal questo
    """,
    "tr": """
        ve bir bu için ile de da olan olarak çok daha gibi ne kadar sonra önce ama var yok değil ki en her
        o şu dedi göre iki
    """,
    "vi": """
        và của là các có được trong cho không với một những người này đã khi đến từ như về tại cũng theo
        sau vào ra
    """,
    "sw": """
        na ya wa kwa ni katika la za kuwa hiyo huyo pia baada kama hilo wake yake watu alisema kwamba
        lakini bila
    """,
    "so": "oo ka ku ee iyo ah in waa u uu ay la soo si aan ayaa kale laga loo inay inuu ayaana isla waxay",
    "ha": "da na a ya ta ce sun an ba ne wani wata amma don kuma cikin daga zuwa za su suna mai in ji",
    "ht": "yo ki nan la se sou ak pou te nou ap pa li apre anpil gen sa di e kote l",
    "sq": "të e në dhe me për një që nga u i se ka është janë si pas më do nuk tha kjo ky",
    "sr": "u je i na se da su za od koji koja koje će sa po iz kako bi nije kao posle preko što o a ali",
    "ro": "și în de la a pe cu din care nu că este au fost pentru un o mai se ale lui iar sunt ca sau după",
    "hu": "a az és hogy nem is egy meg azt el volt ezt mint már még csak után ha akinek melyik óta",
    "az": "və bir bu ilə üçün ki də da olan sonra daha edib deyib o onu biz kimi çox isə müddət",
    "uz": "va bilan bu bir uchun ham esa edi deb dedi keyin yana undan biz qayta bo'lgan hamda uning",
    "ku": "û li ji ku bi di de ya ên ê yê ew jî wî we ne bo bû piştî xwe got kir em wan dibin",
    "tl": "ang ng sa na mga ay at para ni kay hindi ito siya kanyang ayon",
    "om": "fi kan akka keessa irra irraa waan ta'e hin garuu ture jedhe yeroo isaa sun kana",
    "pl": "i w na nie się z do że to jest o jak po za od przez dla ale był są oraz który",
    "cs": "a v na se že je z do s k pro o jak po za od ale byl jsou který i si",
    "be": "і ў у не на што з із за ад для да яго гэта але яна яны быў была былі а таксама які пасьля пры ці",
    "bg": "и в не на че с от за по да е са се до при но той тя те беше след като като до чийто",
    "mk": "и во не на дека со од за по да е се до при но тој таа тие беше од чија рекоа после",
    "kk": "және мен бұл бір үшін да де деп еді кейін одан біз қайта болған оның бар жоқ емес деді",
    "ky": "жана менен бул бир үчүн да деп эле кийин андан биз кайра болгон анын бар жок эмес деди",
    "tg": "ва дар ба аз ки ин он бо барои аст буд шуд мо ҳам то пас як гуфт гуфтанд боз",
    "tt": "һәм белән бу бер өчен да дә дип иде соң аннан без яңадан булган аның бар юк түгел ди",
    "ru": """
        и в не на что с по как из за от для к его у это но она они был была было были а также который
        которые при после же или если только о об до
    """,
    "uk": """
        і й в у не на що з із за від для до його це але вона вони був була було були а також який які при
        після чи якщо тільки про
    """,
    "ar": "من في على أن إلى عن مع هذا هذه التي الذي كان بعد قال لا ما كما إن أو وقال",
    "fa": "و در به از که این را با است برای آن یک خود تا بر هم شد شده می کرد های",
    "ur": "کے کی میں ہے اور کا سے نے کو پر کہ یہ ہیں بھی تھا ایک",
    "ps": "د په چې او کې ته یې له دا سره هم کړي دی شوي",
}

#: Scripts, as Unicode names their letters, and the language that alone is written in them here; "" =
#: several are, and words tell them apart.
SCRIPTS = {
    "LATIN": "", "CYRILLIC": "", "ARABIC": "", "ETHIOPIC": "", "DEVANAGARI": "",
    "ARMENIAN": "hy", "BENGALI": "bn", "CJK": "zh", "GEORGIAN": "ka", "GREEK": "el", "HANGUL": "ko",
    "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja", "KHMER": "km", "LAO": "lo", "MYANMAR": "my",
    "TAMIL": "ta", "THAI": "th", "TIBETAN": "bo",
}  # fmt: skip
