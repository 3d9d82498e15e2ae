"""Which words do people use when they ask about ordinary things? English tables for the frames of `everyday`."""

from graph.evaluation.worlds.texts.frames import Words, combined, listed, merged

_ADJECTIVES = """
old, new, broken, wooden, second-hand, blue, rusty, heavy, borrowed, folding, cheap, antique, leaky, striped, cracked
spare, painted, noisy, electric, woollen, narrow, crooked, faded, dusty, polished, shared, rented, portable, hollow
yellow, loose, plastic, copper, ceramic, quilted, tall, tiny, oversized, half-finished, frozen, damp, scratched, grey
curved, wobbly, glass, linen, velvet, hand-made, imported, local, seasonal, missing, mislabelled, locked, hidden, red
unopened, returned, refurbished, tangled, bent, square, round, magnetic, wireless, solar, inherited, forgotten, green
waterproof, squeaky, clogged, sealed, insulated, transparent, stained, patched, rubber, iron, cotton, paper, granite
slippery, fragile, sturdy, bulky, compact, automatic, manual, seized, swollen, worn, warped, mouldy, fresh, brittle
orange, purple, dented, reclaimed, printed, engraved, foldable, stackable, fireproof, bamboo, leather, brass, marble
"""
_NOUNS = """
bicycle, kettle, bookshelf, fence, greenhouse, sewing machine, violin, tent, aquarium, staircase, boiler, wardrobe
typewriter, canoe, chessboard, lantern, radiator, mailbox, umbrella, printer, garden hose, beehive, trampoline, mirror
telescope, wheelbarrow, birdhouse, lawnmower, camera, suitcase, guitar, piano, chimney, door handle, dishwasher, oven
freezer, carpet, curtain, lampshade, candlestick, picture frame, rucksack, ladder, toolbox, drill, workbench, chisel
thermostat, water pump, rain barrel, compost bin, flower bed, hedge, gate, letterbox, doorbell, alarm clock, pendulum
headphones, keyboard, monitor, router, cable, battery, charger, tripod, projector, microphone, turntable, loudspeaker
helmet, saddle, pedal, brake, gearbox, windscreen, trailer, roof rack, anchor, rudder, sail, paddle, life jacket, rope
notebook, fountain pen, stapler, envelope, ledger, calendar, globe, atlas, dictionary, postcard, stamp album, newspaper
teapot, saucepan, frying pan, ladle, whisk, rolling pin, cutting board, pepper mill, sieve, thermos, lunch box
corkscrew
pillow, mattress, blanket, hammock, armchair, footstool, bunk bed, cradle, high chair, pushchair, playpen, dollhouse
raincoat, scarf, boot, glove, belt, waistcoat, apron, uniform, costume, necklace, bracelet, wristwatch, brooch, locket
hearing aid, walking stick, wheelchair, bandage, first-aid kit, pillbox, microscope, test tube, magnet, prism, compass
sculpture, mosaic, tapestry, poster, easel, paintbrush, sketchbook, kiln, loom, spinning wheel, embroidery hoop, anvil
parcel, invoice, receipt, contract, passport, ticket, map, brochure, questionnaire, timetable, menu, diary, manuscript
balcony, cellar, attic, pantry, veranda, skylight, gutter, drainpipe, fuse box, water meter, floorboard, wallpaper, beam
"""
_PEOPLE = """
my neighbour, our landlord, the new intern, my grandmother, a cousin of mine, the plumber, my flatmate, our teacher
the caretaker, my brother-in-law, the librarian, our accountant, a colleague, the postman, my daughter, our coach
the receptionist, my uncle, a former student, the electrician, our supplier, the baker, my supervisor, a volunteer
the choir leader, my best friend, our vet, the tenant upstairs, a customer, the bus driver, my nephew, the gardener
our dentist, a visitor, the shop assistant, my stepfather, the midwife, our treasurer, the night porter, a tourist
my mother, the architect, our trainee, the carpenter, a pensioner, the mayor, my sister, the lifeguard, our cleaner
the farmer next door, an old friend, the project lead, my godson, the ferry captain, a passenger, the pharmacist
our choir, the tennis club, my team, the committee, a freelancer, the seller, my wife, my husband, the nursery
a student
the organist, my aunt, the bank clerk, our drummer, the beekeeper, a journalist, the referee, my tutor, the film crew
"""
_KIN = """
neighbour, cousin, flatmate, uncle, aunt, godson, sister, brother, nephew, niece, tutor, landlord, colleague, dentist
trainee, tenant, accountant, stepson, bandmate, guest
"""
_FEW = "two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, 14, 15, 20, 24, 30"
_PAST = """
repaired, lost, ordered, painted, sold, borrowed, returned, dropped, measured, cleaned, packed, moved, photographed
labelled, forgot, hid, lent, weighed, scratched, restored, sketched, inspected, replaced, delivered, donated, stored
wrapped, assembled, dismantled, described, bought, exchanged, insured, auctioned, glued, sanded, varnished, tested
broke, found, reported, claimed, inherited, rented, covered, carried, tied, unpacked, checked, recommended, rejected
shipped, praised, misplaced, catalogued, lifted, rebuilt, decorated, cancelled, reserved, registered, stacked, opened
locked, mended, patched, polished, sharpened, soaked, steamed, trimmed, tuned, unlocked, upgraded, valued, washed
wired, adjusted, blocked, bolted, compared, copied, counted, crushed, dismissed, divided, emptied, examined, extended
fastened, filled, fixed, flooded, folded, framed, gave away, greased, hammered, heated, hung, imported, joined, kept
"""
_BASE = """
repair, order, paint, sell, borrow, return, measure, clean, pack, move, photograph, label, lend, weigh, restore, sketch
inspect, replace, deliver, donate, store, wrap, assemble, dismantle, describe, buy, exchange, insure, auction, glue
sand, varnish, test, report, rent, cover, carry, unpack, check, recommend, ship, catalogue, lift, rebuild, decorate
cancel, reserve, register, stack, mend, patch, polish, sharpen, soak, trim, tune, upgrade, value, wash, wire, adjust
bolt, compare, copy, count, divide, empty, examine, extend, fasten, fill, fix, fold, frame, grease, heat, hang, import
"""
_SPOTS = """
railway station, town hall, old mill, harbour, swimming pool, school yard, car park, allotment, village green, museum
bus stop, hospital, bakery, football ground, library, bridge, campsite, lighthouse, cinema, youth hostel, garden shed
car wash, fire station, vineyard, sawmill, cattle market, ferry landing, quarry, orchard, chapel, playground, bandstand
canal, observatory, petrol station, post office, town wall, theatre, warehouse, workshop, kindergarten, tram depot
skating rink, botanical garden, brewery, concert hall, court house, crossroads, dairy, fish market, funfair, gallery
golf course, gym, laundry, monastery, nursery, opera, pharmacy, pier, reservoir, riverbank, roundabout, stadium, tower
"""
_PREPOSITIONS = "behind the, near the, opposite the, next to the, outside the, at the, beside the, across from the"
_TIMES = """
last week, in spring, before Christmas, overnight, two weeks ago, at the weekend, yesterday, after lunch, by accident
in a hurry, without asking, at half price, on holiday, after rehearsal, before dawn, for a friend, too late, by mistake
"""
_SITES = """
abandoned, famous, little, big, wrong, nearest, oldest, busy, quiet, flooded, northern, southern, former, second, main
private, public, crowded, empty, ugly, modern, medieval, temporary, lower, upper, eastern, western, burnt, closed, new
"""
_DAYS = "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, payday, market day, bank holiday, leap day"
_WEATHER = "rainy, foggy, windy, cold, hot, snowy, grey, sunny, humid, stormy, mild, frosty, busy, quiet, long, strange"
_MONTHS = """
January, February, March, April, May, June, July, August, September, October, November, December
"""
_FIRST = """
Mina, Jonas, Aiko, Femi, Lucia, Piotr, Sena, Tomas, Noura, Erik, Amara, Luis, Hana, Owen, Zeynep, Ravi, Clara, Mateus
Ines, Oskar, Leila, Anton, Grace, Yusuf, Marta, Daniel, Thuy, Kofi, Elena, Hugo, Priya, Stefan, Nadia, Felix, Yara
Ivan, Chloe, Samuel, Anja, Diego, Ruth, Karim, Sofia, Bram, Lena, Tariq, Emily, Joao, Freya, Pavel, Asha, Leon, Maeve
Viktor, Salma, Arjun, Greta, Malik, Rosa, Henrik, Imani, Pedro, Ulla, Wei, Naomi, Goran, Talia, Basil, Eva, Tunde, Vera
"""
_LAST = """
Okafor, Lindqvist, Tanaka, Moreau, Adeyemi, Kowalski, Demir, Pereira, Haddad, Berg, Mensah, Ortiz, Sato, Price, Yilmaz
Nair, Weiss, Costa, Duarte, Holm, Farah, Novak, Lin, Rahman, Nowak, Reyes, Pham, Asante, Petrova, Keller, Brandt, Osei
Marchetti, Dubois, Hansen, Kaya, Silva, Horvat, Vargas, Ito, Mbeki, Larsen, Rossi, Fischer, Chowdhury, Popescu, Walsh
Ahmadi, Jansen, Soto, Bakker, Nguyen, Eriksen, Romano, Schmitt, Castillo, Kimura, Daly, Ferrari, Sharma, Wood, Blanc
"""
_TOPICS = """
compound interest, photosynthesis, plate tectonics, the French Revolution, prime numbers, soil acidity, jet lag
supply and demand, the water cycle, natural selection, magnetism, the Hanseatic League, inflation, sourdough, tides
electric motors, Roman roads, migraine, chess openings, black holes, sleep cycles, pension funds, vaccination, glaciers
tenancy law, cast iron, bird migration, dividends, stage fright, phonetics, carbon dating, mortgages, diabetes, jazz
harmony, volcanoes, irony, the printing press, antibiotics, the offside rule, insulation, blood pressure, customs duty
renaissance painting, currency exchange, coral reefs, fermentation, probability, the silk road, batteries, lenses
copyright, folk music, time zones, rainbows, dyslexia, potty training, marathon training, stoicism, haiku, colour theory
weather fronts, city planning, crop rotation, double-entry bookkeeping, encryption, the periodic table, trade unions
lactose intolerance, tax brackets, gravity, mindfulness, the Ottoman Empire, beekeeping, tree grafting, public speaking
heat pumps, whale song, knitting patterns, irrational numbers, opera, sign language, food allergies, job interviews
"""
_FOODS = """
lentils, aubergine, salmon, chickpeas, leftover rice, buttermilk, courgettes, ginger, mushrooms, tofu, plums, rhubarb
spinach, red cabbage, lamb, goat cheese, quinoa, pumpkin, beetroot, coconut milk, walnuts, fennel, leeks, mussels
polenta, apricots, black beans, parsnips, mango, yoghurt, barley, prawns, sweet potatoes, kale, pears, feta, cod
tahini, rye flour, cherries, cauliflower, pork, chestnuts, okra, plantain, noodles, sauerkraut, duck, artichokes, dates
"""
_DISHES = """
curry, soup, pie, stew, salad, risotto, cake, casserole, pancakes, dumplings, tart, stir-fry, pickle, jam
gratin, chutney
"""
_CITIES = """
Lisbon, Kraków, Osaka, Bergen, Valencia, Accra, Istanbul, Tbilisi, Bologna, Leipzig, Porto, Nairobi, Kyoto, Montreal
Seville, Hanoi, Ghent, Cusco, Riga, Marrakesh, Trieste, Gdańsk, Seoul, Bogotá, Galway, Vilnius, Naples, Utrecht, Jaipur
Split, Aarhus, Dakar, Ljubljana, Tallinn, Cardiff, Lyon, Medellín, Penang, Bilbao, Graz, Amman, Turku, Palermo, Bristol
"""
_TRADES = """
nurse, pastry chef, tax adviser, travel agent, bricklayer, speech therapist, museum guide, data analyst, goldsmith
sound engineer, florist, welder, interpreter, optician, surveyor, novelist, fitness coach, zookeeper, notary, roofer
game designer, botanist, sommelier, tram driver, stage manager, copy editor, physiotherapist, piano tuner, tailor
chess coach, wedding planner, geologist, barista, locksmith, cartographer, auctioneer, falconer, perfumer, forester
"""
_TOOLS = """
pandas, Django, React, Flask, PostgreSQL, Docker, NumPy, Express, Spring, Rails, SQLite, Kubernetes, Terraform, Redis
Excel, matplotlib, Vue, Laravel, Swift, Kotlin, Go, Rust, TypeScript, Bash, Ansible, Nginx, Celery, FastAPI, Qt, LaTeX
"""
_FAULTS = """
a timeout, an off-by-one error, a null reference, a memory leak, a deadlock, a wrong encoding, an empty response
a race condition, a failing test, a type error, a circular import, a missing index, an endless loop, a stale cache
a broken migration, a permission error, a rounding error, a duplicate key, a segmentation fault, a slow query
an unclosed file, a wrong time zone, a failed login, a truncated upload, a blank page, a missing header
a crash at start
"""
_FIELDS = """
customer_id, order_date, price, quantity, region, status, email, created_at, score, category, weight, temperature
user_id, amount, country, product, duration, rating, discount, warehouse, supplier, height, age_group, clicks, branch
"""
_MOODS = """
nervous, grateful, annoyed, curious, unsure, relieved, tired, sceptical, excited, embarrassed, disappointed, puzzled
hopeful, overwhelmed, impatient, proud, worried, bored, homesick, delighted, confused, torn, calm, offended, guilty
"""

_BASIC: dict[str, Words] = {
    "adjective": listed(_ADJECTIVES),
    "noun": listed(_NOUNS),
    "person": listed(_PEOPLE),
    "kin": listed(_KIN),
    "did": listed(_PAST),
    "do": listed(_BASE),
    "spot": listed(_SPOTS),
    "beside": listed(_PREPOSITIONS),
    "moment": listed(_TIMES),
    "site": listed(_SITES),
    "day": listed(_DAYS),
    "weather": listed(_WEATHER),
    "month": listed(_MONTHS),
    "first": listed(_FIRST),
    "last": listed(_LAST),
    "subject": listed(_TOPICS),
    "food": listed(_FOODS),
    "dish": listed(_DISHES),
    "city": listed(_CITIES),
    "trade": listed(_TRADES),
    "tool": listed(_TOOLS),
    "fault": listed(_FAULTS),
    "field": listed(_FIELDS),
    "mood": listed(_MOODS),
    "n": tuple(map(str, range(2, 400))),
    "few": listed(_FEW),
    "digit": tuple(map(str, range(2, 13))),
    "year": tuple(map(str, range(1890, 2027))),
}

_PEOPLE_TOO = """
{person}
the {mood} {trade}
{first}'s {kin}
{first} and a {mood} {kin}
{first} the {trade}
"""
_SUBJECTS = """
{subject}
{subject} in {city}
{subject} and {subject}
{subject} or {subject}
{subject} for a {trade}
"""
_MOMENTS = """
{moment}
one {weather} {day} in {city}
{moment} in {city}
on {first}'s {weather} {day}
since {first}'s {weather} {month}
{few} days after {first}'s {noun}
before {person} saw {city}
"""

ENGLISH = merged(
    _BASIC,
    {
        "thing": combined("{adjective} {noun}", _BASIC, 8192),
        "where": combined("{beside} {site} {spot}", _BASIC, 4096),
        "who": combined(_PEOPLE_TOO, _BASIC, 4096),
        "topic": combined(_SUBJECTS, _BASIC, 4096),
        "when": combined(_MOMENTS, _BASIC, 8192),
        "name": combined("{first} {last}", _BASIC, 2048),
        "meal": combined("{food} {dish}\n{food} and {food} {dish}\n{dish} with {food}", _BASIC, 2048),
    },
)
"""Everything a frame may name: `thing` is an adjective with a noun, `where` a place, `when` a time, `who` a person."""
